using System.Xml;

namespace Vigil.Scanning.Sbom;

/// <summary>Texts of scanned things as XML may hold them.</summary>
public static class XmlCharacters
{
    /// <summary>The text with U+FFFD for each character that XML 1.0 has no form for.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]) && !IsPair(text, i))
            {
                return Replace(text);
            }
        }

        return text;
    }

    private static string Replace(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            span[i] = XmlConvert.IsXmlChar(source[i]) || IsPair(source, i) ? source[i] : '\uFFFD';
        }
    });

    private static bool IsPair(string text, int i) =>
        (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) || (i > 0 && char.IsSurrogatePair(text[i - 1], text[i]));
}
