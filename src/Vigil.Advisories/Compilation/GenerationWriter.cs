using Vigil.Advisories.Signing;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>The one writer of a directory of generations, from its lock to the publication.</summary>
public sealed class GenerationWriter : IDisposable
{
    /// <summary>Generations that are kept, the current one included.</summary>
    public const int DefaultKept = 3;

    private const string LockFile = "writer.lock";
    private const string TemporaryFiles = "*.tmp";

    private readonly Generations _generations;
    private readonly FileStream _lock;

    internal GenerationWriter(Generations generations)
    {
        _generations = generations;
        _lock = TakeLock(generations.Directory);
        try
        {
            foreach (var leftover in Directory.GetFiles(generations.Directory, TemporaryFiles))
            {
                File.Delete(leftover);
            }
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        Compiler = new GenerationCompiler(generations.Directory);
    }

    /// <summary>Takes the records of the new generation.</summary>
    public GenerationCompiler Compiler { get; }

    /// <summary>Writes the generation to disk and makes it the current one; can be done once.</summary>
    /// <param name="keep">Generations that are kept, the new one included; older ones are deleted.</param>
    /// <returns>The content id.</returns>
    /// <exception cref="PublishException">The disk is full or failed. The previous generation is still the current one.</exception>
    public string Publish(int keep = DefaultKept) => Publish(Compiler.Write, signature: null, keep);

    /// <summary>Writes what another compiler has to disk and makes it the current generation.</summary>
    internal string Publish(GenerationCompiler compiler) => Publish(compiler.Write, signature: null, DefaultKept);

    /// <summary>Takes a generation that was compiled elsewhere, after comparing all its checksums, and makes it the current one.</summary>
    /// <param name="path">A generation file. A signature that lies beside it goes with it.</param>
    /// <param name="keys">Whose signature it must have; <see langword="null"/> takes any.</param>
    /// <param name="keep">Generations that are kept, the new one included; older ones are deleted.</param>
    /// <returns>The content id.</returns>
    /// <exception cref="StoreFormatException">It is no generation, or damaged.</exception>
    /// <exception cref="SignatureException">None of the keys signed it.</exception>
    /// <exception cref="FormatException">What lies beside it is no signature.</exception>
    /// <exception cref="PublishException">The disk is full or failed. The previous generation is still the current one.</exception>
    public string PublishCopy(string path, TrustedKeys? keys, int keep = DefaultKept)
    {
        using var store = AdvisoryStore.Open(path);
        var signature = ContentSignature.ReadBeside(path);
        keys?.Check(SignedContent.Generation, store.ContentId, signature);
        store.Verify();
        return Publish(
            output =>
            {
                using var input = File.OpenRead(path);
                input.CopyTo(output);
                return store.ContentId;
            },
            signature,
            keep);
    }

    private string Publish(Func<Stream, string> write, ContentSignature? signature, int keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        try
        {
            var id = Write("generation.tmp", write);
            signature?.WriteBeside(_generations.PathOf(id));
            File.Move(PathOf("generation.tmp"), _generations.PathOf(id), overwrite: true);

            // The file is complete on disk before anything points to it.
            Write("current.tmp", stream =>
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes(id + "\n"));
                return id;
            });
            File.Move(PathOf("current.tmp"), PathOf(Generations.Pointer), overwrite: true);
            Prune(id, keep);
            return id;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new PublishException(
                $"The generation could not be written to {_generations.Directory}: {ex.Message} The previous generation still stands.", ex);
        }
    }

    /// <summary>Deletes the temporary files and gives the lock back.</summary>
    public void Dispose()
    {
        Compiler.Dispose();
        _lock.Dispose();
    }

    private static FileStream TakeLock(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new PublishException($"{directory} cannot be written to, or another process is updating it: {ex.Message}", ex);
        }
    }

    private string Write(string name, Func<Stream, string> write)
    {
        try
        {
            // what comes is large
            using var stream = new FileStream(PathOf(name), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            var result = write(stream);
            stream.Flush(flushToDisk: true);
            return result;
        }
        catch
        {
            // room for whoever needs it more
            File.Delete(PathOf(name));
            throw;
        }
    }

    private void Prune(string current, int keep)
    {
        foreach (var old in _generations.List().Where(id => !string.Equals(id, current, StringComparison.Ordinal)).Skip(keep - 1))
        {
            File.Delete(_generations.PathOf(old));
            File.Delete(ContentSignature.PathBeside(_generations.PathOf(old)));
        }
    }

    private string PathOf(string name) => Path.Combine(_generations.Directory, name);
}
