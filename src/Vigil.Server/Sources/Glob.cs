namespace Vigil.Server.Sources;

/// <summary>Patterns of names: <c>*</c> is any run of characters without a slash, <c>**</c> any run, <c>?</c> one character.</summary>
internal static class Glob
{
    /// <summary>Whether a name is wanted: it fits one of the patterns to include, or there are none, and none of those to exclude.</summary>
    public static bool Admits(IReadOnlyCollection<string> include, IReadOnlyCollection<string> exclude, string name) =>
        (include.Count == 0 || include.Any(pattern => Fits(pattern, name))) && !exclude.Any(pattern => Fits(pattern, name));

    /// <summary>Whether a name fits a pattern. Takes time in the product of their lengths, whatever the pattern.</summary>
    public static bool Fits(string pattern, string name)
    {
        // fits[n]: what was read of the pattern fits the first n characters of the name
        var fits = new bool[name.Length + 1];
        fits[0] = true;
        for (var p = 0; p < pattern.Length; p++)
        {
            if (pattern[p] != '*')
            {
                for (var n = name.Length; n > 0; n--)
                {
                    fits[n] = fits[n - 1] && (pattern[p] == name[n - 1] || (pattern[p] == '?' && name[n - 1] != '/'));
                }

                fits[0] = false;
                continue;
            }

            var isAny = p + 1 < pattern.Length && pattern[p + 1] == '*';
            for (var n = 1; n <= name.Length; n++)
            {
                fits[n] |= fits[n - 1] && (isAny || name[n - 1] != '/');
            }

            p += isAny ? 1 : 0;
        }

        return fits[name.Length];
    }
}
