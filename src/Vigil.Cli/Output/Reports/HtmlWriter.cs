using System.Globalization;
using System.Net;

namespace Vigil.Cli.Output.Reports;

/// <summary>Markup that is finished; a default one is empty.</summary>
/// <param name="Markup">The markup.</param>
internal readonly record struct HtmlFragment(string? Markup);

/// <summary>Writes HTML: what stands between the holes of a line is markup, what is put into them is text and is encoded.</summary>
internal sealed class HtmlWriter(TextWriter text)
{
    /// <summary>Writes markup of our own.</summary>
    public void Raw(string markup) => text.WriteLine(markup);

    /// <summary>Writes a line with texts in it.</summary>
    public void Line(FormattableString html) => text.WriteLine(Encode(html));

    /// <summary>Makes markup with texts in it, to be put into a line.</summary>
    public static HtmlFragment Fragment(FormattableString html) => new(Encode(html));

    private static string Encode(FormattableString html) =>
        string.Format(CultureInfo.InvariantCulture, html.Format, Array.ConvertAll(html.GetArguments(), Encode));

    private static object Encode(object? argument) => argument switch
    {
        HtmlFragment fragment => fragment.Markup ?? "",
        IFormattable number => number, // numbers and the like hold no markup
        null => "",
        _ => WebUtility.HtmlEncode(argument.ToString() ?? ""),
    };
}
