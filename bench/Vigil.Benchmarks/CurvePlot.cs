using System.Globalization;
using System.Text;

namespace Vigil.Benchmarks;

/// <summary>Draws costs over sizes, both in powers of ten, as SVG.</summary>
internal sealed class CurvePlot
{
    private const int Left = 70;
    private const int Top = 30;
    private const int Width = 520;
    private const int Height = 320;

    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];

    private readonly StringBuilder _svg = new();
    private readonly (int Low, int High) _sizes;
    private readonly (int Low, int High) _seconds;

    private CurvePlot(IReadOnlyList<(string Name, IReadOnlyList<DeltaCost> Costs)> curves)
    {
        var costs = curves.SelectMany(curve => curve.Costs).ToArray();
        _sizes = Decades(costs.Select(cost => (double)cost.Resources));
        _seconds = Decades(costs.Select(cost => cost.Cost.Cpu));
    }

    public static string Draw(
        IReadOnlyList<(string Name, IReadOnlyList<DeltaCost> Costs)> curves, string title = "Time of a delta of 500 changed advisories over the size of the estate", string sizes = "resources of 1,500 packages")
    {
        var plot = new CurvePlot(curves);
        plot.Frame(title, sizes);
        for (var i = 0; i < curves.Count; i++)
        {
            plot.Curve(curves[i].Name, curves[i].Costs, Colours[i], i);
        }

        return plot._svg.Append("</svg>\n").ToString();
    }

    private void Frame(string title, string sizes)
    {
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + Width + 30} {Top + Height + 130}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<title>{title}</title>");
        Add($"<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        for (var decade = _sizes.Low; decade <= _sizes.High; decade++)
        {
            var x = X(Math.Pow(10, decade));
            Add($"<path d=\"M{x:F0} {Top}V{Top + Height}\" stroke=\"#ddd\"/><text x=\"{x:F0}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">{Math.Pow(10, decade):N0}</text>");
        }

        for (var decade = _seconds.Low; decade <= _seconds.High; decade++)
        {
            var y = Y(Math.Pow(10, decade));
            Add($"<path d=\"M{Left} {y:F0}H{Left + Width}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y + 4:F0}\" text-anchor=\"end\">{Math.Pow(10, decade)} s</text>");
        }

        Add($"<text x=\"{Left + (Width / 2)}\" y=\"{Top + Height + 38}\" text-anchor=\"middle\">{sizes}</text>");
    }

    private void Curve(string name, IReadOnlyList<DeltaCost> costs, string colour, int row)
    {
        var points = string.Join(' ', costs.Select(cost => string.Create(CultureInfo.InvariantCulture, $"{X(cost.Resources):F1},{Y(cost.Cost.Cpu):F1}")));
        Add($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        foreach (var cost in costs)
        {
            Add($"<circle cx=\"{X(cost.Resources):F1}\" cy=\"{Y(cost.Cost.Cpu):F1}\" r=\"3.5\" fill=\"{colour}\"/>");
        }

        var y = Top + Height + 58 + (18 * row);
        Add($"<path d=\"M{Left} {y - 4}h24\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"{Left + 32}\" y=\"{y}\">{name}</text>");
    }

    private double X(double size) => Left + (Width * (Math.Log10(size) - _sizes.Low) / (_sizes.High - _sizes.Low));

    private double Y(double seconds) => Top + Height - (Height * (Math.Log10(seconds) - _seconds.Low) / (_seconds.High - _seconds.Low));

    private void Add(FormattableString line) => _svg.Append(FormattableString.Invariant(line)).Append('\n');

    // the powers of ten around some values, at least one step
    private static (int Low, int High) Decades(IEnumerable<double> values)
    {
        double[] logarithms = [.. values.Select(Math.Log10)];
        var low = (int)Math.Floor(logarithms.Min());
        return (low, Math.Max(low + 1, (int)Math.Ceiling(logarithms.Max())));
    }
}
