using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using Vigil.Advisories.Store;

namespace Vigil.Cli.Output;

/// <summary>What differs between two generations, for people: counts, and the first lines of each part.</summary>
internal sealed class DeltaTable(IAnsiConsole console, int limit)
{
    /// <summary>Writes it.</summary>
    public void Write(GenerationDelta delta)
    {
        console.WriteLine($"From {delta.Before}");
        console.WriteLine($"to   {delta.After}");
        Part("Advisories", delta.Advisories, change => change.Kind, change => $"{change.Id} ({change.Source})");
        Part("Packages about which something else is said", delta.Keys, change => change.Kind, change => $"{Place(change.Key.Ecosystem, change.Key.Release)} {change.Key.Name}");
        if (!delta.Releases.IsEmpty)
        {
            Part("Releases", delta.Releases, change => change.Kind, change => Place(change.Ecosystem, change.Release));
        }
    }

    private void Part<T>(string title, ImmutableArray<T> changes, Func<T, ChangeKind> kind, Func<T, string> text)
    {
        var counts = changes.CountBy(kind).OrderBy(count => count.Key)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value:N0} {DeltaJson.Word(count.Key)}"));
        console.WriteLine();
        console.WriteLine($"{title}: {(changes.IsEmpty ? "no difference" : string.Join(", ", counts))}");
        foreach (var change in changes.Take(limit))
        {
            console.WriteLine($"  {DeltaJson.Word(kind(change)),-9} {SafeText.OneLine(text(change))}");
        }

        if (changes.Length > limit)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {changes.Length - limit:N0} more; --format json has all of them"));
        }
    }

    private static string Place(string ecosystem, string release) => release.Length > 0 ? $"{ecosystem}:{release}" : ecosystem;
}
