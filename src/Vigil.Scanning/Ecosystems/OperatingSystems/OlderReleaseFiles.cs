namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>The release files from before os-release(5), brought into its terms.</summary>
internal static class OlderReleaseFiles
{
    // The names that stand before "release" (or the version) in the files of RedHatStyle.
    private static readonly (string Start, string Id)[] Names =
    [
        ("Red Hat", "rhel"), ("CentOS", "centos"), ("AlmaLinux", "almalinux"), ("Rocky", "rocky"), ("Oracle", "ol"), ("Fedora", "fedora"),
        ("Amazon", "amzn"), ("VMware Photon", "photon"), ("Microsoft Azure Linux", "azurelinux"), ("CBL-Mariner", "mariner"),
    ];

    /// <summary>Finds the most telling file.</summary>
    /// <param name="files">Text by path.</param>
    /// <returns>What it says and its path, or <see langword="null"/> when there is none.</returns>
    public static (OsRelease Release, string Path)? Find(IReadOnlyDictionary<string, string> files)
    {
        if (files.TryGetValue(IdentityPaths.AlpineRelease, out var alpine))
        {
            var version = FirstLine(alpine);
            return (new OsRelease { Id = "alpine", VersionId = version, PrettyName = $"Alpine Linux {version}" }, IdentityPaths.AlpineRelease);
        }

        foreach (var path in IdentityPaths.RedHatStyle)
        {
            if (files.TryGetValue(path, out var text) && RedHatStyle(FirstLine(text)) is { } release)
            {
                return (release, path);
            }
        }

        if (files.TryGetValue(IdentityPaths.SuseRelease, out var suse))
        {
            return (Suse(suse), IdentityPaths.SuseRelease);
        }

        if (files.TryGetValue(IdentityPaths.LsbRelease, out var lsb) && Lsb(lsb) is { Id.Length: > 0 } standard)
        {
            return (standard, IdentityPaths.LsbRelease);
        }

        return files.TryGetValue(IdentityPaths.DebianVersion, out var debian) ? (Debian(FirstLine(debian)), IdentityPaths.DebianVersion) : null;
    }

    /// <summary>The codename in a debian_version such as <c>trixie/sid</c>; empty for a numbered release.</summary>
    public static string DebianCodename(string debianVersion)
    {
        var slash = debianVersion.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? debianVersion[..slash] : "";
    }

    private static OsRelease Debian(string version)
    {
        var codename = DebianCodename(version);
        return new OsRelease
        {
            Id = "debian",
            VersionId = codename.Length > 0 ? "" : version,
            VersionCodename = codename,
            PrettyName = $"Debian GNU/Linux {version}",
        };
    }

    // "CentOS release 6.10 (Final)", "CentOS Stream release 8", "Amazon Linux AMI release 2018.03", "CBL-Mariner 2.0.20230407"
    private static OsRelease? RedHatStyle(string line)
    {
        foreach (var (start, id) in Names)
        {
            if (line.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                var version = line.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0]), "");
                return new OsRelease { Id = id, VersionId = version, PrettyName = line };
            }
        }

        return null;
    }

    // "SUSE Linux Enterprise Server 11 (x86_64)", then "VERSION = 11" and "PATCHLEVEL = 4"
    private static OsRelease Suse(string text)
    {
        var values = text.Split('\n').Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var version = values["VERSION"].FirstOrDefault("");
        var patchLevel = values["PATCHLEVEL"].FirstOrDefault("0");
        var name = FirstLine(text);
        var open = name.StartsWith("openSUSE", StringComparison.OrdinalIgnoreCase);
        return new OsRelease
        {
            Id = open ? "opensuse" : "sles",
            VersionId = open || patchLevel == "0" ? version : $"{version}.{patchLevel}",
            PrettyName = name,
        };
    }

    private static OsRelease Lsb(string text)
    {
        var values = OsRelease.Assignments(text);
        return new OsRelease
        {
            Id = values.GetValueOrDefault("DISTRIB_ID", "").ToLowerInvariant(),
            VersionId = values.GetValueOrDefault("DISTRIB_RELEASE", ""),
            VersionCodename = values.GetValueOrDefault("DISTRIB_CODENAME", ""),
            PrettyName = values.GetValueOrDefault("DISTRIB_DESCRIPTION", ""),
        };
    }

    private static string FirstLine(string text) => text.AsSpan().TrimStart() is var rest && rest.IndexOf('\n') is >= 0 and var end
        ? rest[..end].Trim().ToString()
        : text.Trim();
}
