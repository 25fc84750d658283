using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Origins;

/// <summary>
/// yum's notes on packages, a directory each with a file for each note: <c>var/lib/yum/yumdb/b/&lt;digest&gt;-bash-4.2.46-34.el7-x86_64/from_repo</c>.
/// </summary>
internal sealed class YumDbExtractor : IFileExtractor
{
    private const int MaxIdBytes = 4_096;

    public string Name => "yumdb";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = ["var/lib/yum/yumdb"];

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("from_repo"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        if (content.Length > MaxIdBytes)
        {
            sink.Report(EcosystemCodes.OriginsUnreadable, path, $"The note has {content.Length} bytes, which no id of a repository has.");
            return;
        }

        var folder = path.AsSpan(0, path.LastIndexOf('/'));
        var package = folder[(folder.LastIndexOf('/') + 1)..];
        var digest = package.IndexOf('-');
        if (digest > 0)
        {
            sink.Add(new PackageOrigin(package[(digest + 1)..].ToString(), Encoding.UTF8.GetString(content.ReadAll(MaxIdBytes).Span.Trim(" \t\r\n"u8))));
        }
    }
}
