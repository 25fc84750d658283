using System.Text.RegularExpressions;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>
/// Which module stream an erratum is for. Only newer Red Hat entries say so in the package url (<c>rpmmod</c>); all others name it in the title:
/// <c>Important: nodejs:18 security update</c>.
/// </summary>
internal static partial class ModuleStreams
{
    /// <summary>Whether a fixed version is the build of a module: <c>….module+el8.9.0+1234+abcdef</c>, <c>….module_el8…</c>.</summary>
    public static bool IsModular(EquatableArray<VersionRange> ranges)
    {
        foreach (var range in ranges)
        {
            if (range.Fixed.Contains(".module", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The one stream that the title names.</summary>
    /// <returns><c>nodejs:18</c>; empty when it names none, or several of which any may be meant.</returns>
    public static string InTitle(string title)
    {
        if (!title.Contains(':', StringComparison.Ordinal))
        {
            return "";
        }

        var names = NameAndStream().EnumerateMatches(title);
        return names.MoveNext() && names.Current is var first && !names.MoveNext() ? title.Substring(first.Index, first.Length) : "";
    }

    // A name and a stream without a blank between them; "Moderate: httpd" has one.
    [GeneratedRegex(@"[A-Za-z][\w.+-]*:[\w][\w.+-]*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex NameAndStream();
}
