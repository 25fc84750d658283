using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Languages;

namespace Vigil.Scanning.Ecosystems.Conan;

/// <summary>A reference of Conan: <c>name/version@user/channel#revision%time:package</c>, of which all after the version may be left out.</summary>
internal static class ConanReference
{
    /// <summary>Reads a reference.</summary>
    public static bool TryParse(string text, DependencyScope scope, out LockedPackage package)
    {
        var bare = text.Split('#', '%', ':')[0].Trim();
        var at = bare.IndexOf('@', StringComparison.Ordinal);
        var parts = (at < 0 ? bare : bare[..at]).Split('/');
        package = default;
        if (parts is not [{ Length: > 0 } name, { Length: > 0 } version])
        {
            return false;
        }

        package = new LockedPackage(name, version)
        {
            Scope = scope,
            Groups = scope == DependencyScope.Development ? ["build"] : [],
            Qualifiers = at >= 0 && bare[(at + 1)..].Split('/') is [{ Length: > 0 } user, { Length: > 0 } channel] && user != "_"
                ? (EquatableArray<PurlQualifier>)[new PurlQualifier("user", user), new PurlQualifier("channel", channel)]
                : [],
        };
        return true;
    }
}
