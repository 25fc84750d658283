using System.Text;
using Vigil.Domain.Diagnostics;

namespace Vigil.Domain.Cvss;

/// <summary>In which order a vector may name its metrics.</summary>
internal enum MetricOrder
{
    /// <summary>Any (CVSS 3.1 section 6).</summary>
    Any,

    /// <summary>Base metrics first and in order, as version 4 demands; calculators emit the groups after them in more than one order.</summary>
    BaseFirst,

    /// <summary>In order, and each optional group whole or not at all (CVSS 2.0 section 2.4).</summary>
    WholeGroups,
}

/// <summary>The vectors of one version: reads and writes them.</summary>
/// <param name="Prefix">What a vector starts with.</param>
/// <param name="Order">Order of the metrics.</param>
/// <param name="Groups">Number of metrics in each group; the first group is the base.</param>
/// <param name="Metrics">All metrics in canonical order.</param>
internal sealed record MetricGrammar(string Prefix, MetricOrder Order, int[] Groups, Metric[] Metrics)
{
    public bool TryParse(ReadOnlySpan<char> vector, out MetricValues values, out string? error)
    {
        values = default;
        if (!vector.StartsWith(Prefix, StringComparison.Ordinal))
        {
            error = $"a vector that starts with '{Prefix}' was expected, not '{Quote.Of(vector)}'";
            return false;
        }

        var seen = 0u;
        var text = vector[Prefix.Length..];
        foreach (var range in text.Split('/'))
        {
            if (!TryRead(text[range], seen, out var metric, out var value, out error))
            {
                return false;
            }

            values = values.With(metric, value);
            seen |= 1u << metric;
        }

        error = Missing(seen);
        return error is null;
    }

    /// <summary>Writes the defined metrics in canonical order; with whole groups, also the undefined ones beside them.</summary>
    public string Format(MetricValues values)
    {
        var text = new StringBuilder(Prefix, 64);
        var first = 0;
        foreach (var count in Groups)
        {
            var writeAll = Order == MetricOrder.WholeGroups && values.AnyIn(first, count);
            for (var metric = first; metric < first + count; metric++)
            {
                if (values[metric] > 0 || writeAll)
                {
                    _ = text.Length > Prefix.Length ? text.Append('/') : text;
                    text.Append(Metrics[metric].Name).Append(':').Append(ValueOf(metric, values[metric]));
                }
            }

            first += count;
        }

        return text.ToString();
    }

    /// <summary>The value of a metric; empty when it is not defined, or is none of this version.</summary>
    public string ValueOf(MetricValues values, string metric) =>
        IndexOf(metric) is >= 0 and var index && values[index] > 0 ? Metrics[index].Values[values[index] - 1] : "";

    /// <summary>The values with one metric changed.</summary>
    /// <exception cref="ArgumentException">There is no such metric or value.</exception>
    public MetricValues With(MetricValues values, string metric, string value)
    {
        var index = IndexOf(metric);
        var at = index < 0 ? -1 : Array.IndexOf(Metrics[index].Values, value);
        return at >= 0 ? values.With(index, at + 1) : throw new ArgumentException($"'{metric}:{value}' is no metric of '{Prefix}' vectors.", nameof(value));
    }

    private string ValueOf(int metric, int value) => value == 0 ? Metrics[metric].NotDefined : Metrics[metric].Values[value - 1];

    private bool TryRead(ReadOnlySpan<char> part, uint seen, out int metric, out int value, out string? error)
    {
        metric = -1;
        value = 0;
        var colon = part.IndexOf(':');
        if (colon < 0 || (metric = IndexOf(part[..colon])) < 0)
        {
            error = $"'{Quote.Of(part)}' is no metric of '{Prefix}' vectors";
            return false;
        }

        var (name, values, notDefined) = Metrics[metric];
        if ((seen & (1u << metric)) != 0)
        {
            error = $"metric {name} is there twice";
            return false;
        }

        if (IsOutOfOrder(metric, seen))
        {
            error = $"metric {name} is out of order";
            return false;
        }

        var text = part[(colon + 1)..];
        while (value < values.Length && !text.SequenceEqual(values[value]))
        {
            value++;
        }

        value = value < values.Length ? value + 1 : 0;
        error = value > 0 || (notDefined.Length > 0 && text.SequenceEqual(notDefined)) ? null : $"metric {name} has no value '{Quote.Of(text)}'";
        return error is null;
    }

    private int IndexOf(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Metrics.Length; i++)
        {
            if (name.SequenceEqual(Metrics[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsOutOfOrder(int metric, uint seen) => Order switch
    {
        MetricOrder.Any => false,
        MetricOrder.BaseFirst => metric < Groups[0] && seen != (1u << metric) - 1,
        _ => seen >> metric != 0,
    };

    private string? Missing(uint seen)
    {
        var first = 0;
        foreach (var count in Groups)
        {
            var isRequired = first == 0 || (Order == MetricOrder.WholeGroups && (seen >> first & ((1u << count) - 1)) != 0);
            for (var metric = first; metric < first + count && isRequired; metric++)
            {
                if ((seen & (1u << metric)) == 0)
                {
                    return $"metric {Metrics[metric].Name} is missing";
                }
            }

            first += count;
        }

        return null;
    }
}
