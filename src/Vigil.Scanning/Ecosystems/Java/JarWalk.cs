using System.Text;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Goes through an archive and the archives in it, each in the stream of the one around it, so that no size needs memory.</summary>
/// <param name="path">Path of the outermost archive.</param>
/// <param name="budget">Bound on all that is unpacked.</param>
/// <param name="sink">Takes what was found.</param>
internal sealed class JarWalk(string path, UnpackingBudget budget, FactSink sink)
{
    private const int MaxDepth = 16;
    private const int MaxMetadataBytes = 4 << 20;

    /// <summary>Reads the outermost archive.</summary>
    public void Run(FileContent content)
    {
        try
        {
            using var zip = ZipReader.Open(content, budget);
            Read(zip, inner: "", depth: 0);
        }
        catch (InvalidDataException ex)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, $"The archive cannot be read to its end: {ex.Message}");
        }
        catch (ScanLimitException ex)
        {
            sink.Report(ArtifactCodes.LimitReached, path, $"{ex.Message} What came before was read.");
        }
    }

    private void Read(ZipReader zip, string inner, int depth)
    {
        var jar = new JarContents(path, inner);
        var encrypted = 0;
        try
        {
            while (zip.MoveNext())
            {
                var kind = JarContents.KindOf(zip.Name);
                if (kind == JarEntryKind.Other)
                {
                    continue;
                }

                if (zip.Header.IsEncrypted)
                {
                    encrypted++;
                    continue;
                }

                ReadEntry(zip, kind, jar, depth);
            }
        }
        finally
        {
            // an archive that breaks off is still what it said before
            jar.Report(sink);
            if (encrypted > 0)
            {
                sink.Report(ArtifactCodes.EntryUnreadable, Subject(inner), $"{encrypted} entries that may tell of packages are encrypted.");
            }
        }
    }

    private void ReadEntry(ZipReader zip, JarEntryKind kind, JarContents jar, int depth)
    {
        var name = Encoding.UTF8.GetString(zip.Name);
        var inner = jar.Inner.Length == 0 ? name : $"{jar.Inner}!/{name}";
        try
        {
            if (kind != JarEntryKind.Archive)
            {
                jar.Take(kind, name, zip.ReadContent(MaxMetadataBytes));
            }
            else if (depth == MaxDepth)
            {
                sink.Report(ArtifactCodes.LimitReached, Subject(inner), $"Archives are nested more than {MaxDepth} deep: this one was not opened.");
            }
            else
            {
                using var nested = new ZipForwardReader(zip.OpenContent(), budget);
                Read(nested, inner, depth + 1);
            }
        }
        catch (Exception ex) when (ex is InvalidDataException or FormatException)
        {
            sink.Report(EcosystemCodes.DamagedFile, Subject(inner), $"The entry cannot be read to its end: {ex.Message}");
        }
    }

    private string Subject(string inner) => inner.Length == 0 ? path : $"{path}!/{Quote.Of(inner)}";
}
