using System.Text;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Haskell;

/// <summary>Reads <c>cabal.project.freeze</c>: constraints such as <c>any.aeson ==2.0.3.0</c>; those on flags name no version.</summary>
internal sealed class CabalFreezeExtractor : IFileExtractor
{
    private const long MaxBytes = 16L << 20;

    public string Name => "cabal.project.freeze";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("cabal.project.freeze"u8) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).Trim();
            line = line.StartsWith("constraints:", StringComparison.Ordinal) ? line["constraints:".Length..] : line;
            foreach (var constraint in line.StartsWith("--", StringComparison.Ordinal) ? [] : line.Split(','))
            {
                var sign = constraint.IndexOf("==", StringComparison.Ordinal);
                var name = sign > 0 ? constraint[..sign].Trim() : "";
                name = name.StartsWith("any.", StringComparison.Ordinal) ? name["any.".Length..] : name;
                if (name.Length > 0 && !name.Contains(' ', StringComparison.Ordinal))
                {
                    sink.Add(new PackageFact { Kind = HaskellEcosystem.Id, Name = name, Version = constraint[(sign + 2)..].Trim(), IsLocked = true });
                }
            }
        }
    }
}
