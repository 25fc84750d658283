using System.Text;

namespace Vigil.Scanning.Ecosystems.Java.Poms;

/// <summary>The variables that a project sees: its own, then those of its parents, and what it says of itself.</summary>
/// <param name="chain">The project, its parent, and so on.</param>
internal sealed class PomVariables(IReadOnlyList<PomProject> chain)
{
    // no real project comes near; a hostile one nests variables in circles or doubles them
    private const int MaxDepth = 16, MaxLength = 4_096;

    /// <summary>The text with all variables replaced whose values are known.</summary>
    public string Expand(string text) => text.Contains("${", StringComparison.Ordinal) ? Expand(text, depth: 0) : text;

    private string Expand(string text, int depth)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length && result.Length < MaxLength;)
        {
            var start = text.IndexOf("${", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0)
            {
                result.Append(text, at, text.Length - at);
                break;
            }

            result.Append(text, at, start - at);
            var value = depth == MaxDepth ? null : ValueOf(text[(start + 2)..end]);
            result.Append(value is null ? text[start..(end + 1)] : Expand(value, depth + 1));
            at = end + 1;
        }

        return result.Length <= MaxLength ? result.ToString() : text;
    }

    private string? ValueOf(string name)
    {
        foreach (var project in chain)
        {
            if (project.Properties.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        // "project." may be left out, and was "pom." once
        var member = name.StartsWith("project.", StringComparison.Ordinal) ? name["project.".Length..]
            : name.StartsWith("pom.", StringComparison.Ordinal) ? name["pom.".Length..] : name;
        return member switch
        {
            "groupId" => FirstOf(project => project.Group, project => project.Parent.Group),
            "version" => FirstOf(project => project.Version, project => project.Parent.Version),
            "artifactId" => chain[0].Artifact,
            "parent.groupId" => chain[0].Parent.Group,
            "parent.version" => chain[0].Parent.Version,
            "parent.artifactId" => chain[0].Parent.Artifact,
            _ => null,
        };
    }

    private string? FirstOf(Func<PomProject, string> own, Func<PomProject, string> parents) =>
        own(chain[0]) is { Length: > 0 } stated ? stated : parents(chain[0]) is { Length: > 0 } inherited ? inherited : null;
}
