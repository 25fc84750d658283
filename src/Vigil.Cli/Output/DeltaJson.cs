using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Vigil.Advisories.Store;

namespace Vigil.Cli.Output;

/// <summary>What differs between two generations, for programs; described in <c>docs/formats/db-json.md</c>.</summary>
internal static class DeltaJson
{
    /// <summary>Writes it, whole and in a fixed order.</summary>
    public static void Write(Utf8JsonWriter json, GenerationDelta delta)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 1);
        json.WriteString("before", delta.Before);
        json.WriteString("after", delta.After);
        Part(json, "advisories", delta.Advisories, change => change.Kind, change =>
        {
            json.WriteString("id", change.Id);
            json.WriteString("source", change.Source);
        });
        Part(json, "keys", delta.Keys, change => change.Kind, change =>
        {
            json.WriteString("ecosystem", change.Key.Ecosystem);
            json.WriteOptional("release", change.Key.Release);
            json.WriteString("name", change.Key.Name);
        });
        Part(json, "releases", delta.Releases, change => change.Kind, change =>
        {
            json.WriteString("ecosystem", change.Ecosystem);
            json.WriteOptional("release", change.Release);
        });
        json.WriteEndObject();
    }

    /// <summary>The word for a kind of change.</summary>
    public static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Removed => "removed",
        ChangeKind.Changed => "changed",
        ChangeKind.Withdrawn => "withdrawn",
        _ => throw new UnreachableException(),
    };

    private static void Part<T>(Utf8JsonWriter json, string name, ImmutableArray<T> changes, Func<T, ChangeKind> kind, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("change", Word(kind(change)));
            write(change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
