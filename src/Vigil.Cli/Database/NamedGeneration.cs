using System.Collections.Immutable;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;

namespace Vigil.Cli.Database;

/// <summary>A generation as the user names it: a file, <c>current</c>, a content id or an unambiguous beginning of one.</summary>
internal static class NamedGeneration
{
    /// <summary>The one that is in use.</summary>
    public const string Current = "current";

    /// <summary>Opens it.</summary>
    /// <exception cref="FormatException">There is none of the name, or more than one.</exception>
    /// <exception cref="StoreFormatException">It is damaged.</exception>
    public static AdvisoryStore Open(string name, string database) => AdvisoryStore.Open(PathOf(name, database));

    /// <summary>The file that holds it.</summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="database">Directory of the database.</param>
    /// <exception cref="FormatException">There is none of the name, or more than one.</exception>
    public static string PathOf(string name, string database) =>
        name != Current && File.Exists(name) ? name : new Generations(database).PathOf(IdOf(name, database));

    private static string IdOf(string name, string database)
    {
        var generations = new Generations(database);
        if (name == Current)
        {
            return generations.CurrentId ?? throw new FormatException($"there is no generation in {database} yet: run 'vigil db update'");
        }

        var kept = generations.List();
        ImmutableArray<string> meant = [.. kept.Where(id => name.Length > 0 && id.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
        return meant switch
        {
            [var id] => id,
            [] => throw new FormatException($"'{Domain.Diagnostics.Quote.Of(name)}' is no file, and no generation in {database}: 'vigil db list' tells which are kept"),
            _ => throw new FormatException($"'{name}' could be {string.Join(" or ", meant)}: write more of it"),
        };
    }
}
