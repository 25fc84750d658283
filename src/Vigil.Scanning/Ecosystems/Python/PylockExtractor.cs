using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads <c>pylock.toml</c> and <c>pylock.NAME.toml</c> (PEP 751).</summary>
internal sealed class PylockExtractor() : DocumentExtractor("pylock.toml", Notation.Toml)
{
    public override bool Wants(in FileEntry entry) =>
        entry.FileName.StartsWith("pylock."u8) && entry.FileName.EndsWith(".toml"u8) && !LockFolder.IsOfPackage(entry.Path);

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var lockFile = new PythonLock();
        foreach (var entry in document["packages"].Items.Where(entry => entry["name"].Text.Length > 0))
        {
            lockFile.Add(new LockedPackage(entry["name"].Text, entry["version"].Text), entry["dependencies"].Items.Select(need => need["name"].Text));
        }

        lockFile.Report(sink);
    }
}
