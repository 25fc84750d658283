using System.Globalization;
using Vigil.Tests.Feeds.Support;

namespace Vigil.Tests.Advisories.Compilation;

/// <summary>A small mirror that changes from step to step as real ones do: entries come, go, are withdrawn, repeated, broken; a feed outranks another.</summary>
internal sealed class RandomMirror(Random random)
{
    private readonly Dictionary<string, List<(string Name, string Text)>> _archives = new(StringComparer.Ordinal) { ["npm"] = [], ["Debian"] = [], ["PyPI"] = [] };
    private readonly Dictionary<string, string> _tracker = new(StringComparer.Ordinal);
    private string _nvd = "";

    /// <summary>Changes a few documents.</summary>
    public void Edit()
    {
        foreach (var (ecosystem, entries) in _archives)
        {
            for (var edits = random.Next(4); edits > 0; edits--)
            {
                var place = random.Next(entries.Count + 1);
                if (place < entries.Count && random.Next(3) == 0)
                {
                    entries.RemoveAt(place);
                }
                else
                {
                    // names of files are not those of advisories, so that two of them may state one
                    var name = string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + random.Next(12))}.json");
                    entries.RemoveAll(entry => entry.Name == name);
                    entries.Insert(Math.Min(place, entries.Count), (name, Entry(ecosystem)));
                }
            }
        }

        if (random.Next(2) == 0)
        {
            var status = random.Next(3) switch { 0 => "\"status\":\"open\"", 1 => "\"status\":\"resolved\",\"fixed_version\":\"2\"", _ => "\"status\":\"resolved\",\"fixed_version\":\"0\"" };
            _tracker[Cve()] = "{\"description\":\"x\",\"releases\":{\"bookworm\":{" + status + "}}}";
        }

        if (random.Next(3) == 0)
        {
            _nvd = $$$"""{"vulnerabilities":[{"cve":{"id":"{{{Cve()}}}","published":"2024-01-01T00:00:00","lastModified":"2024-0{{{random.Next(1, 9)}}}-01T00:00:00","descriptions":[{"lang":"en","value":"{{{random.Next(3)}}}"}]}}]}""";
        }
    }

    /// <summary>Writes all documents.</summary>
    public void Write(FeedRun mirror)
    {
        foreach (var (ecosystem, entries) in _archives)
        {
            mirror.WithZip($"osv/{ecosystem}/all.zip", [.. entries]);
        }

        if (_tracker.Count > 0)
        {
            var flaws = string.Join(',', _tracker.Select(flaw => $"\"{flaw.Key}\":{flaw.Value}"));
            mirror.WithText("debian/data/json", "{\"a\":{" + flaws + "}}");
        }

        if (_nvd.Length > 0)
        {
            mirror.WithGzip("nvd/nvdcve-2.0-2024.json.gz", _nvd);
        }
    }

    private string Cve() => string.Create(CultureInfo.InvariantCulture, $"CVE-2024-{1000 + random.Next(6)}");

    private string Entry(string ecosystem)
    {
        var id = random.Next(4) switch
        {
            0 => Cve(),
            1 => string.Create(CultureInfo.InvariantCulture, $"DSA-{random.Next(3)}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(ecosystem == "Debian" ? "DEBIAN-" + Cve() : $"GHSA-{random.Next(6)}")}"),
        };
        var names = $"\"aliases\":[\"{Cve()}\"],\"upstream\":[\"{Cve()}\"],\"related\":[\"{Cve()}\"]";
        var withdrawn = random.Next(6) == 0 ? "\"withdrawn\":\"2024-05-01T00:00:00Z\"," : "";
        var release = ecosystem == "Debian" ? ":12" : "";
        var text = $$"""{"id":"{{id}}",{{withdrawn}}{{(random.Next(2) == 0 ? names + "," : "")}}"modified":"2024-0{{random.Next(1, 9)}}-02T00:00:00Z","details":"{{new string('x', random.Next(40))}}","affected":[{"package":{"ecosystem":"{{ecosystem}}{{release}}","name":"{{(random.Next(2) == 0 ? "a" : "b")}}"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"{{random.Next(3)}}"},{"fixed":"{{random.Next(3)}}"}]}]}]}""";
        return random.Next(8) == 0 ? text[..^5] : text;
    }
}
