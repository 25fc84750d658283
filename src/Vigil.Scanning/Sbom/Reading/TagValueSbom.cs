namespace Vigil.Scanning.Sbom.Reading;

/// <summary>Reads SPDX 2 in lines of a tag and a value.</summary>
internal sealed class TagValueSbom(SbomContents contents)
{
    private const string TextStart = "<text>";
    private const string TextEnd = "</text>";

    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _described = new(StringComparer.Ordinal);
    private readonly List<SbomComponent> _packages = [];

    /// <summary>Whether a text begins as such a document does.</summary>
    public static bool IsOne(ReadOnlySpan<char> start) => start.TrimStart("\uFEFF \t\r\n").StartsWith("SPDXVersion:", StringComparison.Ordinal);

    /// <summary>Reads a document.</summary>
    public void Read(string text)
    {
        contents.IsRecognised = true;
        var rest = text.AsSpan();
        while (TryNext(ref rest, out var tag, out var value))
        {
            Take(tag, value);
        }

        Finish();
        foreach (var package in _packages)
        {
            if (package.Purl.Length == 0 && (_described.Contains(package.Ref) || package.Kind == SbomComponentKind.Artifact))
            {
                contents.Artifact ??= package with { Kind = SbomComponentKind.Artifact };
            }
            else
            {
                contents.Add(package);
            }
        }
    }

    private static bool TryNext(ref ReadOnlySpan<char> rest, out string tag, out string value)
    {
        (tag, value) = ("", "");
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd('\r');
            var colon = line.IndexOf(':');
            var from = colon < 0 ? default : line[(colon + 1)..].TrimStart(' ');
            if (!from.StartsWith(TextStart, StringComparison.Ordinal))
            {
                rest = end < 0 ? [] : rest[(end + 1)..];
                if (colon <= 0 || line[0] == '#')
                {
                    continue;
                }

                (tag, value) = (line[..colon].ToString(), from.Trim().ToString());
                return true;
            }

            // a text goes on over lines to its end, or to that of the document
            var start = rest.IndexOf(TextStart, StringComparison.Ordinal) + TextStart.Length;
            var length = rest[start..].IndexOf(TextEnd, StringComparison.Ordinal);
            (tag, value) = (line[..colon].ToString(), (length < 0 ? rest[start..] : rest.Slice(start, length)).ToString());
            rest = length < 0 ? [] : rest[(start + length + TextEnd.Length)..];
            return true;
        }

        return false;
    }

    private void Take(string tag, string value)
    {
        switch (tag)
        {
            case "PackageName":
                Finish();
                _tags[tag] = value;
                break;
            case "ExternalRef" when value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "purl", var purl, ..]:
                _tags.TryAdd("purl", purl);
                break;
            case "Relationship" when value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "DESCRIBES", var described, ..]:
                _described.Add(described);
                break;
            case "FileName" or "SnippetSPDXID":
                Finish();
                break;
            default:
                if (_tags.ContainsKey("PackageName"))
                {
                    _tags.TryAdd(tag, value);
                }

                break;
        }
    }

    private void Finish()
    {
        if (_tags.TryGetValue("PackageName", out var name))
        {
            _packages.Add(SpdxItem.Package(Tag("SPDXID"), name, Tag("PackageVersion"), Tag("PrimaryPackagePurpose"), Tag("purl"), Tag("PackageComment")) with
            {
                Supplier = SpdxItem.SupplierOf(Tag("PackageSupplier")),
                License = SpdxItem.LicenseOf(Tag("PackageLicenseDeclared"), Tag("PackageLicenseComments")),
                Description = Tag("PackageSourceInfo"),
            });
        }

        _tags.Clear();
    }

    private string Tag(string tag) => _tags.GetValueOrDefault(tag, "");
}
