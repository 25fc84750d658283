using System.Text;
using Vigil.Domain;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Ruby;

/// <summary>Reads <c>Gemfile.lock</c> and <c>gems.locked</c>: the specs of every source, what they need, what the project asks for.</summary>
/// <remarks>Two blanks start what belongs to a section, four a gem, six what it needs.</remarks>
internal sealed class GemfileLockExtractor : IFileExtractor
{
    private const long MaxBytes = 32L << 20;

    public string Name => "Gemfile.lock";

    public int Version => 1;

    public bool Wants(in FileEntry entry) =>
        (entry.FileName.SequenceEqual("Gemfile.lock"u8) || entry.FileName.SequenceEqual("gems.locked"u8)) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var graph = new DependencyGraph(RubyEcosystem.Id);
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var needs = new List<(int? From, string Name)>();
        var (section, inSpecs, gem, sections) = ("", false, (int?)null, 0);
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).TrimEnd();
            if (line.Length > 0 && line[0] != ' ')
            {
                (section, inSpecs, gem) = (line, false, null);
                sections += line.Any(char.IsAsciiLetterLower) ? 0 : 1;
            }
            else if (section == "DEPENDENCIES" && line.Length > 2)
            {
                needs.Add((null, NameOf(line)));
            }
            else if (line == "  specs:")
            {
                inSpecs = true;
            }
            else if (inSpecs && line.StartsWith("      ", StringComparison.Ordinal) && gem is not null)
            {
                needs.Add((gem, NameOf(line)));
            }
            else if (inSpecs && line.StartsWith("    ", StringComparison.Ordinal) && TryParse(line, out var package))
            {
                gem = graph.Add(package);
                (byName.TryGetValue(package.Name, out var copies) ? copies : byName[package.Name] = []).Add(gem.Value);
            }
        }

        if (sections == 0)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, "The file is no sound Gemfile.lock: it has no section.");
        }

        foreach (var (from, name) in needs)
        {
            foreach (var to in byName.GetValueOrDefault(name, []))
            {
                if (from is { } copy)
                {
                    graph.AddNeed(copy, to);
                }
                else
                {
                    graph.AddDirect(to);
                }
            }
        }

        graph.Report(sink);
    }

    // "    nokogiri (1.13.3-x86_64-linux)": what follows the version is a platform
    private static bool TryParse(string line, out LockedPackage package)
    {
        package = default;
        var open = line.IndexOf(" (", StringComparison.Ordinal);
        if (open < 5 || line[^1] != ')')
        {
            return false;
        }

        var version = line[(open + 2)..^1];
        var dash = version.IndexOf('-', StringComparison.Ordinal);
        package = new LockedPackage(line[4..open], dash < 0 ? version : version[..dash])
        {
            Qualifiers = dash < 0 ? [] : (EquatableArray<PurlQualifier>)[new PurlQualifier("platform", version[(dash + 1)..])],
        };
        return true;
    }

    // "  rails (~> 7.0)!": a mark tells that the source is not the default one
    private static string NameOf(string line) => line.Trim().Split(' ')[0].TrimEnd('!');
}
