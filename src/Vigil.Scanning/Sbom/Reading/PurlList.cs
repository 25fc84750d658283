namespace Vigil.Scanning.Sbom.Reading;

/// <summary>Reads package URLs, one a line; empty lines and those that start with <c>#</c> are passed over.</summary>
internal static class PurlList
{
    /// <summary>Reads a list; a text of which the first line is no package URL is none.</summary>
    public static void Read(string text, SbomContents contents)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (!contents.IsRecognised && !line.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            contents.IsRecognised = true;
            contents.Add(new SbomComponent { Kind = SbomComponentKind.Package, Ref = "", Name = line.ToString(), Purl = line.ToString() });
        }
    }
}
