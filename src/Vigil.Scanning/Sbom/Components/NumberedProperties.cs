using System.Globalization;

namespace Vigil.Scanning.Sbom.Components;

/// <summary>Lists as properties: <c>vigil:layer:0:diffId</c>, <c>vigil:layer:0:digest</c>, <c>vigil:layer:1:diffId</c>; empty values are left out.</summary>
internal static class NumberedProperties
{
    /// <summary>The properties of a list.</summary>
    public static IEnumerable<SbomProperty> Of<T>(string prefix, IEnumerable<T> items, params (string Name, Func<T, string> Get)[] columns) =>
        from pair in items.Select((item, index) => (Item: item, Index: index))
        from column in columns
        let value = column.Get(pair.Item)
        where value.Length > 0
        select new SbomProperty(string.Create(CultureInfo.InvariantCulture, $"{prefix}:{pair.Index}:{column.Name}"), value);

    /// <summary>The items of a list, each as a function from the name of a column to its value; the first that has no column at all ends it.</summary>
    public static IEnumerable<Func<string, string>> Read(string prefix, IReadOnlyDictionary<string, string> properties, params string[] columns)
    {
        for (var index = 0; ; index++)
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"{prefix}:{index}:");
            if (!Array.Exists(columns, column => properties.ContainsKey(item + column)))
            {
                yield break;
            }

            yield return column => properties.GetValueOrDefault(item + column, "");
        }
    }
}
