namespace Vigil.Domain.Cvss;

/// <summary>One metric of a vector: its abbreviation and the values it may take.</summary>
/// <param name="Name">Abbreviation, as in the vector.</param>
/// <param name="Values">Abbreviations of the values; the value at <c>i</c> is stored as <c>i + 1</c>, for 0 means "not defined".</param>
/// <param name="NotDefined">How a vector says that the metric is not defined; empty for base metrics, which must be.</param>
internal sealed record Metric(string Name, string[] Values, string NotDefined)
{
    /// <summary>Reads a line such as <c>AV N A L P</c>.</summary>
    public static Metric Of(string line, string notDefined = "")
    {
        var words = line.Split(' ');
        return new Metric(words[0], words[1..], notDefined);
    }
}
