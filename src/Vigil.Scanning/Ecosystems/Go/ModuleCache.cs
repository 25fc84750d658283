using System.Diagnostics.CodeAnalysis;
using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>The folder where Go unpacks the modules that it fetched, <c>GOPATH/pkg/mod</c>: the path of each names the module and its version.</summary>
internal static class ModuleCache
{
    private const string Folder = "pkg/mod/";

    /// <summary>Whether a file lies in such a cache.</summary>
    public static bool IsWithin(string path) => path.Contains("/" + Folder, StringComparison.Ordinal) || path.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>The module whose own file this is.</summary>
    public static bool TryGetModule(string path, [NotNullWhen(true)] out PackageFact? module)
    {
        var place = path[(path.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        var end = place.LastIndexOf('/');
        var at = place.IndexOf('@', StringComparison.Ordinal);

        // what lies deeper is a module that came along inside of another
        var isOwn = at > 0 && end > at && !place[at..end].Contains('/', StringComparison.Ordinal);
        module = isOwn ? GoEcosystem.Module(Unescape(place[..at]), Unescape(place[(at + 1)..end])) : null;
        return isOwn;
    }

    // capitals are written with an exclamation mark, for file systems that do not tell them apart
    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            result.Append(text[i] == '!' && i + 1 < text.Length ? char.ToUpperInvariant(text[++i]) : text[i]);
        }

        return result.ToString();
    }
}
