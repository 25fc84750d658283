using System.Text;
using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>What a <c>go.mod</c> states.</summary>
/// <seealso href="https://go.dev/ref/mod#go-mod-file-grammar"/>
internal sealed class GoModFile
{
    private const int MaxLines = 1_000_000;

    private readonly List<(string Path, string Version, bool IsIndirect)> _required = [];
    private readonly Dictionary<(string Path, string Version), (string Path, string Version)> _replaced = [];

    /// <summary>Version of Go that is needed, or empty.</summary>
    public string GoVersion { get; private set; } = "";

    /// <summary>Toolchain that is asked for, <c>go1.23.6</c>, or empty.</summary>
    public string Toolchain { get; private set; } = "";

    /// <summary>The modules that are asked for, with replacements in their place; those that a folder replaces are left out.</summary>
    public IEnumerable<(string Path, string Version, bool IsIndirect)> Modules
    {
        get
        {
            foreach (var (path, version, isIndirect) in _required)
            {
                var module = _replaced.TryGetValue((path, version), out var one) || _replaced.TryGetValue((path, ""), out one) ? one : (path, version);
                if (module.Item2.Length > 0)
                {
                    yield return (module.Item1, module.Item2, isIndirect);
                }
            }
        }
    }

    /// <summary>Whether a module is asked for, in whatever version.</summary>
    public bool Requires(string path) => _required.Exists(module => module.Path == path) || _replaced.Any(pair => pair.Value.Path == path);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static GoModFile Read(ReadOnlySpan<byte> text)
    {
        var file = new GoModFile();
        var lines = new LineReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text);
        var block = "";
        while (lines.MoveNext())
        {
            var (words, comment) = Words(lines.Line);
            if (words.Count == 0)
            {
                continue;
            }

            if (lines.Number > MaxLines)
            {
                throw new InvalidDataException($"It has more than {MaxLines} lines.");
            }

            if (block.Length > 0 && words is [")"])
            {
                block = "";
            }
            else if (block.Length > 0)
            {
                file.Take(block, words, comment, lines.Number);
            }
            else if (words is [var opened, "("])
            {
                block = opened;
            }
            else
            {
                file.Take(words[0], words[1..], comment, lines.Number);
            }
        }

        return block.Length == 0 ? file : throw new InvalidDataException($"It ends inside the block '{Quote.Of(block)}'.");
    }

    private void Take(string directive, List<string> words, string comment, int line)
    {
        switch (directive, words)
        {
            case ("require" or "replace", _) when words.Contains(""):
                throw new InvalidDataException($"Line {line} names nothing between its quotes.");
            case ("require", [var path, var version]):
                _required.Add((path, version, comment.Split(';')[0].Trim() == "indirect"));
                break;
            case ("replace", [var path, "=>", var other]):
                _replaced[(path, "")] = (other, "");
                break;
            case ("replace", [var path, "=>", var other, var otherVersion]):
                _replaced[(path, "")] = (other, otherVersion);
                break;
            case ("replace", [var path, var version, "=>", var other]):
                _replaced[(path, version)] = (other, "");
                break;
            case ("replace", [var path, var version, "=>", var other, var otherVersion]):
                _replaced[(path, version)] = (other, otherVersion);
                break;
            case ("go", [var version]):
                GoVersion = version;
                break;
            case ("toolchain", [var name]):
                Toolchain = name;
                break;
            case ("module" or "exclude" or "retract" or "tool" or "godebug" or "ignore", _):
                break;
            default:
                throw new InvalidDataException($"Line {line} is no directive: '{Quote.Of(directive)}'.");
        }
    }

    private static (List<string> Words, string Comment) Words(ReadOnlySpan<byte> line)
    {
        var words = new List<string>();
        while (true)
        {
            line = line.TrimStart(" \t"u8);
            if (line.IsEmpty)
            {
                return (words, "");
            }

            if (line.StartsWith("//"u8))
            {
                return (words, Encoding.UTF8.GetString(line[2..]));
            }

            if (line[0] is (byte)'"' or (byte)'`' && line[1..].IndexOf(line[0]) is var end and >= 0)
            {
                words.Add(Encoding.UTF8.GetString(line[1..(end + 1)]));
                line = line[(end + 2)..];
                continue;
            }

            // a parenthesis is a word of its own, also where no blank stands beside it
            var length = line[0] is (byte)'(' or (byte)')' ? 1 : line.IndexOfAny(" \t()"u8);
            var word = length < 0 ? line : line[..length];
            words.Add(Encoding.UTF8.GetString(word));
            line = line[word.Length..];
        }
    }
}
