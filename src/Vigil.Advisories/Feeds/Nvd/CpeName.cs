using System.Text;

namespace Vigil.Advisories.Feeds.Nvd;

/// <summary>A name of the Common Platform Enumeration 2.3, bound as a formatted string (NISTIR 7695, section 6.2).</summary>
/// <param name="Part"><c>a</c> for applications, <c>o</c> for operating systems, <c>h</c> for hardware.</param>
/// <param name="Vendor">Vendor, without escapes.</param>
/// <param name="Product">Product, without escapes.</param>
/// <param name="Version">Version, <c>*</c> for any, <c>-</c> for none.</param>
/// <param name="Update">Update of the version (<c>beta9</c>), or one of the two signs.</param>
/// <param name="TargetSoftware">What it runs in (<c>wordpress</c>, <c>node.js</c>), or one of the two signs.</param>
internal readonly record struct CpeName(string Part, string Vendor, string Product, string Version, string Update, string TargetSoftware)
{
    private const int Components = 13;

    /// <summary>Reads <c>cpe:2.3:a:apache:log4j:2.0:beta9:*:*:*:*:*:*</c>.</summary>
    public static bool TryParse(string text, out CpeName name)
    {
        var parts = Split(text);
        var isName = parts.Count == Components && parts[0] == "cpe" && parts[1] == "2.3";
        name = isName ? new(parts[2], parts[3], parts[4], parts[5], parts[6], parts[10]) : default;
        return isName;
    }

    // a backslash takes the next character literally
    private static List<string> Split(string text)
    {
        var parts = new List<string>(Components);
        var part = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == ':')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
