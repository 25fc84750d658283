using System.Text;
using System.Text.Json;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Origins;

/// <summary>
/// The repositories that are configured (<c>etc/yum.repos.d/*.repo</c>), and the content sets that a Red Hat image was built from
/// (<c>root/buildinfo/content_manifests/*.json</c>, later <c>usr/share/buildinfo</c>).
/// </summary>
internal sealed class RepositoryListExtractor : IFileExtractor
{
    private const int MaxBytes = 4 << 20;

    public string Name => "rpm-repositories";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = ["etc/yum.repos.d", "root/buildinfo/content_manifests", "usr/share/buildinfo"];

    public bool Wants(in FileEntry entry) => entry.Path.EndsWith(".repo"u8) || entry.Path.EndsWith(".json"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        if (content.Length > MaxBytes)
        {
            sink.Report(EcosystemCodes.OriginsUnreadable, path, $"The file has {content.Length} bytes, which is over the limit of {MaxBytes}.");
            return;
        }

        var bytes = content.ReadAll(MaxBytes);
        if (path.EndsWith(".repo", StringComparison.Ordinal))
        {
            ReadConfiguration(Encoding.UTF8.GetString(bytes.Span), sink);
            return;
        }

        try
        {
            ReadContentSets(bytes, sink);
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException) // the latter for texts that are no UTF-8
        {
            sink.Report(EcosystemCodes.OriginsUnreadable, path, ex.Message);
        }
    }

    // [rhel-8-for-x86_64-baseos-rpms] … enabled = 1, which is also the default
    private static void ReadConfiguration(string text, FactSink sink)
    {
        var (id, isEnabled) = ("", true);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line is ['[', .., ']'])
            {
                Add();
                (id, isEnabled) = (line[1..^1].ToString(), true);
            }
            else if (line.IndexOf('=') is > 0 and var equals && line[..equals].TrimEnd().SequenceEqual("enabled"))
            {
                isEnabled = line[(equals + 1)..].Trim() is "1" or "true" or "True" or "yes";
            }
        }

        Add();

        void Add()
        {
            if (isEnabled && id.Length > 0 && id != "main")
            {
                sink.Add(new EnabledRepository(id));
            }
        }
    }

    // {"metadata": {…}, "content_sets": ["rhel-8-for-x86_64-baseos-rpms"], …}
    private static void ReadContentSets(ReadOnlyMemory<byte> json, FactSink sink)
    {
        using var manifest = JsonDocument.Parse(json);
        if (manifest.RootElement.ValueKind != JsonValueKind.Object
            || !manifest.RootElement.TryGetProperty("content_sets", out var sets) || sets.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var set in sets.EnumerateArray().Where(set => set.ValueKind == JsonValueKind.String))
        {
            sink.Add(new EnabledRepository(set.GetString() ?? ""));
        }
    }
}
