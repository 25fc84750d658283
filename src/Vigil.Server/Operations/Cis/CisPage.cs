using System.Text.Json;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Cis;

/// <summary>What the lists of CIS have in common: an order that can be turned round, and filters on texts.</summary>
internal static class CisPage
{
    /// <summary>A page in the order that the call asks for.</summary>
    public static (IReadOnlyList<T> Items, string? Next) Of<T>(IEnumerable<T> items, Func<T, string> keyOf, Call call, string after, int size)
    {
        var sign = call.Input.OptionalText("sortOrder") == "DESC" ? -1 : 1;
        var page = items
            .Where(item => after.Length == 0 || sign * string.CompareOrdinal(keyOf(item), after) > 0)
            .Order(Comparer<T>.Create((left, right) => sign * string.CompareOrdinal(keyOf(left), keyOf(right))))
            .Take(size + 1)
            .ToList();
        return page.Count > size ? (page[..size], keyOf(page[size - 1])) : (page, null);
    }

    /// <summary>Whether a text meets the filters of a member; any does when there are none.</summary>
    public static bool Meets(JsonElement criteria, string name, string text) =>
        criteria.Member(name) is not { } filters
        || new Domain.Filters.TextField<string>(name, value => [value]).Matches(text, CriteriaReading.Conditions(filters, name, name));
}
