using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>Keeps the files that <see cref="OperatingSystemIdentity"/> looks at, as text.</summary>
internal sealed class IdentityFileExtractor : IFileExtractor
{
    private const int MaxBytes = 256 << 10;

    private static readonly byte[][] Paths = [.. IdentityPaths.All.Select(Encoding.UTF8.GetBytes)];

    public string Name => "os";

    public int Version => 1;

    public bool Wants(in FileEntry entry)
    {
        var path = entry.Path;
        if (path.StartsWith(IdentityPaths.AptSourcesUtf8))
        {
            return path.IndexOf("esm"u8) >= 0;
        }

        foreach (var known in Paths)
        {
            if (path.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    public void Extract(string path, FileContent content, FactSink sink) => sink.Add(new IdentityFile(
        path == IdentityPaths.BusyBox ? "" : Encoding.UTF8.GetString(content.ReadAll(MaxBytes).Span)));
}
