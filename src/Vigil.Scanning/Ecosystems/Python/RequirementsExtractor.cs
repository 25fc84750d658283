using System.Text;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads <c>requirements.txt</c> and its kin (<c>dev-requirements.txt</c>, <c>requirements/base.txt</c>).</summary>
/// <remarks>Only <c>==</c>, <c>===</c> and <c>~=</c> name a version; what is asked for in another way is listed without one.</remarks>
/// <seealso href="https://pip.pypa.io/en/stable/reference/requirements-file-format/"/>
internal sealed class RequirementsExtractor : IFileExtractor
{
    private const long MaxBytes = 32L << 20;
    private const int MaxContinuedLine = 64 << 10;

    public string Name => "requirements.txt";

    public int Version => 1;

    public bool Wants(in FileEntry entry) =>
        entry.FileName.EndsWith(".txt"u8)
        && (entry.FileName.IndexOf("requirements"u8) >= 0 || IsInFolder(entry.Path[..^entry.FileName.Length]))
        && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        using var lines = new StringReader(Decode(content.ReadAll(MaxBytes).Span));
        while (ReadLogicalLine(lines) is { } line)
        {
            if (Requirement.TryParse(line, out var name, out var version))
            {
                sink.Add(new PackageFact { Kind = PythonEcosystem.Id, Name = name, Version = version, IsLocked = true });
            }
        }
    }

    private static bool IsInFolder(ReadOnlySpan<byte> folder) => folder.EndsWith("/requirements/"u8) || folder.SequenceEqual("requirements/"u8);

    // editors of Windows write UTF-16 when told to "pip freeze > requirements.txt"
    private static string Decode(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? Encoding.UTF8.GetString(bytes[3..])
        : bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(bytes[2..])
        : bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes[2..])
        : Encoding.UTF8.GetString(bytes);

    // without its comment, and with the lines that a backslash continues it by
    private static string? ReadLogicalLine(StringReader lines)
    {
        if (lines.ReadLine() is not { } first)
        {
            return null;
        }

        var line = WithoutComment(first);
        if (!line.EndsWith('\\'))
        {
            return line;
        }

        var whole = new StringBuilder(line[..^1]);
        while (whole.Length < MaxContinuedLine && lines.ReadLine() is { } next)
        {
            next = WithoutComment(next);
            whole.Append(next.EndsWith('\\') ? next[..^1] : next);
            if (!next.EndsWith('\\'))
            {
                break;
            }
        }

        return whole.ToString();
    }

    // a '#' inside a word belongs to an address
    private static string WithoutComment(string line)
    {
        for (var at = line.IndexOf('#', StringComparison.Ordinal); at >= 0; at = line.IndexOf('#', at + 1))
        {
            if (at == 0 || char.IsWhiteSpace(line[at - 1]) || !line.AsSpan(0, at).ContainsAny(":/"))
            {
                return line[..at];
            }
        }

        return line;
    }
}
