using Vigil.Domain;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Alpine;

/// <summary>Reads what apk has installed (apk-tools 2 and 3: <c>installed</c>, one letter a field, an empty line after each package).</summary>
internal sealed class ApkExtractor : IFileExtractor
{
    public string Name => "apk";

    public int Version => 1;

    // apk-tools 3 of a merged /usr keeps it there
    public IReadOnlyList<string> Places { get; } = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];

    public bool Wants(in FileEntry entry) => true;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var texts = new TextPool();
        var lines = new LineReader(content.ReadAll(ScanLimits.Default.MaxTextBytes).Span);
        var entry = default(ApkEntry);
        while (lines.MoveNext())
        {
            if (lines.Line.IsEmpty)
            {
                Finish(ref entry, path, texts, sink);
            }
            else if (!entry.TryAdd(lines.Line))
            {
                sink.Report(EcosystemCodes.DamagedFile, path, $"Line {lines.Number} is no field of the database: '{Quote.Of(lines.Line)}'.");
            }
        }

        Finish(ref entry, path, texts, sink);
    }

    private static void Finish(ref ApkEntry entry, string path, TextPool texts, FactSink sink)
    {
        if (PackageName.IsPlausible(entry.Name) && !entry.Version.IsEmpty)
        {
            sink.Add(new PackageFact
            {
                Kind = "apk",
                Name = texts.Get(entry.Name),
                Version = texts.Get(entry.Version),
                Arch = texts.Get(entry.Arch),
                SourceName = texts.Get(entry.Origin),
                Vendor = texts.Get(entry.Maintainer),
                License = texts.Get(entry.License),
            });
        }
        else if (entry.HasFields)
        {
            sink.Report(
                EcosystemCodes.IncompleteEntry, path, $"The entry of package '{Quote.Of(entry.Name)}' has no usable name or no version: it was skipped.");
        }

        entry = default;
    }
}
