namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Names by which Java archives are known.</summary>
internal static class JavaArchive
{
    // ear and par hold modules, sar services, nar native parts, jpi and hpi Jenkins plugins, lpkg Liferay's and kar Karaf's bundles, jmod parts of a JDK
    private static readonly byte[][] Endings =
        [.. new[] { ".jar", ".war", ".ear", ".par", ".sar", ".nar", ".jpi", ".hpi", ".lpkg", ".kar", ".aar", ".jmod" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Whether a file of this name is an archive that may hold packages.</summary>
    public static bool IsName(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        if (dot <= 0 || name.Length - dot > 5)
        {
            return false;
        }

        foreach (var ending in Endings)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name[dot..], ending))
            {
                return true;
            }
        }

        return false;
    }
}
