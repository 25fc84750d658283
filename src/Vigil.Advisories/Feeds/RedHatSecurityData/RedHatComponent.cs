namespace Vigil.Advisories.Feeds.RedHatSecurityData;

/// <summary>The component of a statement: a source package, of a module or of none.</summary>
/// <param name="Name">Source package.</param>
/// <param name="ModuleStream"><c>nodejs:18</c>, or empty.</param>
internal readonly record struct RedHatComponent(string Name, string ModuleStream)
{
    /// <summary>Reads a <c>package_name</c>: <c>openssl</c>, <c>nodejs:18/nodejs</c>.</summary>
    /// <returns>
    /// <see langword="false"/> for what is no package of the system: a container image (<c>rhel8/nodejs-18</c>), a Flatpak
    /// (<c>firefox:flatpak/firefox</c>), a library of another ecosystem (<c>org.apache/commons</c>).
    /// </returns>
    public static bool TryParse(string packageName, out RedHatComponent component)
    {
        var slash = packageName.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            component = new(packageName, "");
            return packageName.Length > 0;
        }

        component = new(packageName[(slash + 1)..], packageName[..slash]);
        return component.Name.Length > 0
            && component.ModuleStream.Contains(':', StringComparison.Ordinal)
            && !component.ModuleStream.EndsWith(":flatpak", StringComparison.Ordinal);
    }
}
