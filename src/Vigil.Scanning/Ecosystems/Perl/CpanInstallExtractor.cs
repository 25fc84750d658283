using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Perl;

/// <summary>Reads what cpanm and Carton leave beside an installed distribution: <c>.meta/NAME-VERSION/install.json</c>.</summary>
internal sealed class CpanInstallExtractor() : DocumentExtractor("install.json", Notation.Json)
{
    public override bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("install.json"u8) && entry.Path.IndexOf("/.meta/"u8) >= 0;

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        // "dist": "Class-Inspector-1.36", "name": "Class::Inspector", "version": "1.36"
        var (dist, version) = (document["dist"].Text, document["version"].Text);
        var name = dist.EndsWith("-" + version, StringComparison.Ordinal) ? dist[..^(version.Length + 1)] : document["name"].Text.Replace("::", "-", StringComparison.Ordinal);
        if (name.Length == 0 || version.Length == 0)
        {
            throw new InvalidDataException("it states no name or no version");
        }

        sink.Add(new PackageFact { Kind = PerlEcosystem.Id, Name = name, Version = version });
    }
}
