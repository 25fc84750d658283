using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Reads the file <c>release</c> at the root of every Java runtime, which states its version.</summary>
internal sealed class JdkReleaseExtractor : IFileExtractor
{
    private const int MaxBytes = 1 << 16;

    public string Name => "jdk-release";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("release"u8) && entry.Length is >= -1 and <= MaxBytes;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            if (lines.Line.StartsWith("JAVA_VERSION="u8) && lines.Line["JAVA_VERSION=".Length..].Trim((byte)'"') is { Length: > 0 } version)
            {
                sink.Add(new PackageFact { Kind = KnownProgramEcosystem.Name, Name = "oracle:openjdk", Version = Encoding.UTF8.GetString(version), IsGuess = true });
                return;
            }
        }
    }
}
