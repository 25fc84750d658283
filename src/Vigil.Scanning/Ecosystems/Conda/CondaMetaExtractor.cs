using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Conda;

/// <summary>Reads installed packages: <c>conda-meta/NAME-VERSION-BUILD.json</c>.</summary>
internal sealed class CondaMetaExtractor() : DocumentExtractor("conda-meta", Notation.Json)
{
    public override bool Wants(in FileEntry entry) => entry.FileName.EndsWith(".json"u8) && IsInFolder(entry.Path[..^entry.FileName.Length]);

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        if (document["name"].Text.Length == 0 || document["version"].Text.Length == 0)
        {
            throw new InvalidDataException("it states no name or no version");
        }

        var channel = document["channel"].Text.TrimEnd('/');
        sink.Add(new PackageFact
        {
            Kind = CondaEcosystem.Id,
            Name = document["name"].Text,
            Version = document["version"].Text,
            License = document["license"].Text,
            Qualifiers =
            [
                new("build", document["build"].Text),
                new("subdir", document["subdir"].Text),
                new("channel", ChannelName(channel, document["subdir"].Text)),
            ],
        });
    }

    private static bool IsInFolder(ReadOnlySpan<byte> folder) => folder.EndsWith("/conda-meta/"u8) || folder.SequenceEqual("conda-meta/"u8);

    // https://conda.anaconda.org/conda-forge/linux-64 is the channel conda-forge, https://repo.anaconda.com/pkgs/main/linux-64 is main
    private static string ChannelName(string channel, string subdir)
    {
        var name = subdir.Length > 0 && channel.EndsWith("/" + subdir, StringComparison.Ordinal) ? channel[..^(subdir.Length + 1)] : channel;
        return name[(name.LastIndexOf('/') + 1)..];
    }
}
