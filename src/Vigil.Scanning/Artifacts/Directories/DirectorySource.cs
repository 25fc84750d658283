using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts.Hosts;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Directories;

/// <summary>A root file system on disk: that of this machine, a mounted disk, an unpacked image.</summary>
internal sealed class DirectorySource : ArtifactSource
{
    private const string Kernel = "/proc";
    private const string KernelReleaseFile = "/proc/sys/kernel/osrelease";

    private readonly string _name;
    private readonly string _root;
    private readonly bool _isHost;

    public DirectorySource(string path, bool isHost)
    {
        _name = Path.GetFullPath(path);
        _isHost = isHost;
        if (!Directory.Exists(_name))
        {
            throw new ArtifactException(ArtifactCodes.NotRecognised, $"{path} is no directory.");
        }

        // the walk follows no links, and what was named may be one
        _root = Directory.ResolveLinkTarget(_name.Length > 1 ? _name.TrimEnd('/') : _name, returnFinalTarget: true)?.FullName ?? _name;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal override Task<ArtifactView> ScanAsync(ExtractorSet extractors, ScanLimits limits, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var walk = new DirectoryWalk(_root, _isHost, extractors, limits, new ScanMeter(limits, progress), cancellation);
        walk.Run();
        var seen = new DiagnosticList(limits.MaxDiagnosticsPerCode);
        IReadOnlyList<ListeningSocket> sockets = _isHost ? ListeningSockets.Read(Kernel, _root, seen) : [];
        return Task.FromResult(new ArtifactView
        {
            Artifact = new ArtifactIdentity(_isHost ? ArtifactKind.Host : ArtifactKind.Directory, _name, Architecture: _isHost ? Platform.Current.Architecture : ""),
            Files = walk.Files,
            RunningKernel = _isHost ? RunningKernel() : "",
            ListeningSockets = sockets,
            Diagnostics = [.. walk.Diagnostics, .. seen.Items],
        });
    }

    // a host without /proc has a kernel all the same, but nothing to tell which
    private static string RunningKernel() => File.Exists(KernelReleaseFile) ? File.ReadAllText(KernelReleaseFile).Trim() : "";
}
