using System.Text;
using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>The notation of yarn 1: headers without a blank before them, fields with two, what a package needs with four.</summary>
internal static class YarnClassicLock
{
    /// <summary>Reads all entries up to the first line that is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, YarnGraph graph, out string problem)
    {
        problem = "";
        YarnEntry? entry = null;
        var inNeeds = false;
        var lines = new LineReader(text);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).TrimEnd();
            if (line.Length == 0 || line.TrimStart().StartsWith('#'))
            {
                continue;
            }

            if (line[0] != ' ')
            {
                if (line[^1] != ':')
                {
                    problem = $"'{Quote.Of(line)}' is no header";
                    return false;
                }

                Add(entry, graph);
                entry = new YarnEntry([.. line[..^1].Split(',').Select(Unquote)], "", "", []);
                inNeeds = false;
            }
            else if (entry is null)
            {
                problem = $"'{Quote.Of(line)}' belongs to no header";
                return false;
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                if (inNeeds && TrySplit(line, out var name, out var range))
                {
                    entry.Needs.Add((name, range));
                }
            }
            else
            {
                inNeeds = line is "  dependencies:" or "  optionalDependencies:";
                entry = TrySplit(line, out var name, out var value) && name == "version" ? entry with { Version = value } : entry;
            }
        }

        Add(entry, graph);
        return true;
    }

    private static void Add(YarnEntry? entry, YarnGraph graph)
    {
        if (entry is not null)
        {
            graph.Add(entry);
        }
    }

    // "@babel/core" "^7.0.0"; quotes are left out where there is no need of them
    private static bool TrySplit(string line, out string name, out string value)
    {
        line = line.Trim();
        var end = line[0] == '"' ? line.IndexOf('"', 1) + 1 : line.IndexOf(' ', StringComparison.Ordinal);
        (name, value) = end > 0 ? (Unquote(line[..end]).TrimEnd(':'), Unquote(line[end..])) : ("", "");
        return value.Length > 0;
    }

    private static string Unquote(string text) => text.Trim().Trim('"');
}
