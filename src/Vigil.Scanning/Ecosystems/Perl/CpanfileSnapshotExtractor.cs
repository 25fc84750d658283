using System.Text;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Perl;

/// <summary>Reads <c>cpanfile.snapshot</c> of Carton: a distribution with two blanks before it, what it provides and needs further in.</summary>
internal sealed class CpanfileSnapshotExtractor : IFileExtractor
{
    private const long MaxBytes = 32L << 20;

    public string Name => "cpanfile.snapshot";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("cpanfile.snapshot"u8) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var isSnapshot = false;
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            isSnapshot |= lines.Line.StartsWith("DISTRIBUTIONS"u8);
            if (isSnapshot && lines.Line is [(byte)' ', (byte)' ', not (byte)' ', ..])
            {
                // Class-Inspector-1.36
                var text = Encoding.UTF8.GetString(lines.Line).Trim();
                var dash = text.LastIndexOf('-');
                if (dash > 0)
                {
                    sink.Add(new PackageFact { Kind = PerlEcosystem.Id, Name = text[..dash], Version = text[(dash + 1)..], IsLocked = true });
                }
            }
        }

        if (!isSnapshot)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, "The file is no sound cpanfile.snapshot: it lists no distributions.");
        }
    }
}
