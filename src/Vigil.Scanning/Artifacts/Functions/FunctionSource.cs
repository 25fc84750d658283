using System.Security.Cryptography;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts.Directories;
using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Functions;

/// <summary>
/// A serverless function as AWS Lambda takes it: a zip with the code, and zips of layers, which are unpacked over each other under <c>/opt</c>. Paths of the code
/// count from the root of its zip.
/// </summary>
internal sealed class FunctionSource : ArtifactSource
{
    private const string LayerFolder = "opt/";

    private readonly FunctionOptions _options;
    private readonly string _name;
    private readonly List<Archive> _archives = [];

    private sealed record Archive(string Path, string Folder, Microsoft.Win32.SafeHandles.SafeFileHandle File);

    public FunctionSource(string path, FunctionOptions options)
    {
        _name = path;
        _options = options;
        try
        {
            _archives.AddRange(options.Layers.Select(layer => Open(layer, LayerFolder)));
            _archives.Add(Open(path, ""));
        }
        catch
        {
            _archives.ForEach(archive => archive.File.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _archives.ForEach(archive => archive.File.Dispose());
        return ValueTask.CompletedTask;
    }

    internal override Task<ArtifactView> ScanAsync(ExtractorSet extractors, ScanLimits limits, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var meter = new ScanMeter(limits, progress) { BytesTotal = _archives.Sum(archive => RandomAccess.GetLength(archive.File)), Layers = _archives.Count };
        var merge = new LayerMerge(extractors, limits);
        var diagnostics = new DiagnosticList(limits.MaxDiagnosticsPerCode);
        var layers = new List<Layer>();
        if (_options.Runtime.Length > 0 && !FunctionRuntimes.IsKnown(_options.Runtime))
        {
            diagnostics.Report(ArtifactCodes.UnknownRuntime, _name, $"The runtime '{Quote.Of(_options.Runtime)}' is none that is known.");
        }

        foreach (var archive in _archives)
        {
            var digest = DigestOf(archive, meter, cancellation);
            var contents = Read(archive, extractors, limits, meter, cancellation);
            merge.Add(digest, contents);
            layers.Add(new Layer(digest, digest, Path.GetFileName(archive.Path)));
            meter.CountLayer();
            Add(contents.Diagnostics, diagnostics);
        }

        Add(merge.Diagnostics, diagnostics);
        Add(merge.FileDiagnostics(), diagnostics);
        return Task.FromResult(new ArtifactView
        {
            Artifact = new ArtifactIdentity(ArtifactKind.Function, _name, layers[^1].Digest) { Runtime = _options.Runtime },
            Files = merge.VisibleFiles(),
            Layers = layers,
            Diagnostics = diagnostics.Items,
        });
    }

    private static Archive Open(string path, string folder)
    {
        try
        {
            var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.None);
            return new Archive(path, folder, file);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException(ArtifactCodes.NotRecognised, $"{path} cannot be opened: {ex.Message}", ex);
        }
    }

    private static LayerContents Read(Archive archive, ExtractorSet extractors, ScanLimits limits, ScanMeter meter, CancellationToken cancellation)
    {
        var layer = new LayerContentsBuilder(meter, limits.MaxDiagnosticsPerCode);
        var length = RandomAccess.GetLength(archive.File);
        using var content = new DiskFile(archive.File, length, limits.MaxFileBytes, ownsFile: false);
        var budget = new UnpackingBudget(limits, length);
        ZipDirectoryReader zip;
        try
        {
            zip = new ZipDirectoryReader(content, budget);
        }
        catch (InvalidDataException ex)
        {
            throw new ArtifactException(ArtifactCodes.NotRecognised, $"{archive.Path} is no function package: {ex.Message}", ex);
        }

        using (zip)
        {
            try
            {
                var scanner = new LayerScanner(extractors, new PathAliases(), limits, meter);
                new ZipScanner(scanner, extractors, budget, limits, layer).Read(zip, archive.Folder, cancellation);
            }
            catch (ScanLimitException ex)
            {
                layer.Diagnostics.Report(ArtifactCodes.LimitReached, archive.Path, $"{ex.Message} What came before was read.");
            }
            catch (InvalidDataException ex)
            {
                layer.Diagnostics.Report(ArtifactCodes.LayerDamaged, archive.Path, $"The zip could not be read to its end: {ex.Message} What came before was read.");
            }
        }

        return layer.Build();
    }

    // what AWS Lambda calls the code's checksum
    private static string DigestOf(Archive archive, ScanMeter meter, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 << 10];
        for (long at = 0; RandomAccess.Read(archive.File, buffer, at) is var count and > 0; at += count)
        {
            cancellation.ThrowIfCancellationRequested();
            meter.CountBytes(count);
            hash.AppendData(buffer, 0, count);
        }

        return ContentDigest.Format(HashAlgorithmName.SHA256, hash.GetHashAndReset());
    }

    private static void Add(IEnumerable<Diagnostic> from, DiagnosticList to)
    {
        foreach (var diagnostic in from)
        {
            to.Add(diagnostic);
        }
    }
}
