using System.Collections.Immutable;
using System.Text;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Reads the files of each package: <c>info/*.list</c>, one path a line, and <c>status.d/*.md5sums</c> of distroless images.</summary>
internal sealed class DpkgFileListExtractor : IFileExtractor
{
    private const int DigestColumns = 34; // 32 hex digits and two blanks

    public string Name => "dpkg-files";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = ["var/lib/dpkg/info", "var/lib/dpkg/status.d"];

    public bool Wants(in FileEntry entry) =>
        entry.Path.EndsWith(".list"u8) || (entry.Path.EndsWith(".md5sums"u8) && DpkgPaths.IsInStatusFolder(entry.Path));

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var column = path.EndsWith(".md5sums", StringComparison.Ordinal) ? DigestColumns : 0;
        var paths = ImmutableArray.CreateBuilder<ulong>();
        var lines = new LineReader(content.ReadAll(ScanLimits.Default.MaxTextBytes).Span);
        while (lines.MoveNext())
        {
            if (lines.Line.Length > column)
            {
                paths.Add(OwnedPath.HashOf(lines.Line[column..]));
            }
        }

        sink.Add(new OwnedFiles(PackageOf(path), paths.DrainToImmutable()));
    }

    // info/libc6:amd64.list, status.d/libssl3.md5sums
    private static string PackageOf(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        var end = name.IndexOf(':');
        return name[..(end >= 0 ? end : name.LastIndexOf('.'))].ToString();
    }
}
