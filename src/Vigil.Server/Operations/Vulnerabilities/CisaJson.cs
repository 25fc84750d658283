using System.Text.Json;
using Vigil.Domain.Advisories;
using Vigil.Server.Model;

namespace Vigil.Server.Operations.Vulnerabilities;

/// <summary>What is known of exploitation, in the two forms that the API has for it.</summary>
internal static class CisaJson
{
    /// <summary>Writes <c>cisaData</c>, when the flaw is in the catalogue of exploited ones.</summary>
    public static void Write(Utf8JsonWriter json, ExploitKnowledge exploitation)
    {
        if (exploitation.Known is { } known)
        {
            json.WriteStartObject("cisaData");
            json.WriteTime("dateAdded", Midnight(known.Added));
            json.WriteTime("dateDue", known.Due is { } due ? Midnight(due) : null);
            json.WriteString("action", known.Action);
            json.WriteEndObject();
        }
    }

    /// <summary>Writes <c>exploitObserved</c>, when a day is known.</summary>
    public static void WriteObserved(Utf8JsonWriter json, ExploitKnowledge exploitation)
    {
        DateOnly[] days = [.. exploitation.Exploits.Items.Select(exploit => exploit.Published).Append(exploitation.Known?.Added).OfType<DateOnly>()];
        if (days.Length > 0)
        {
            json.WriteStartObject("exploitObserved");
            json.WriteTime("firstSeen", Midnight(days.Min()));
            json.WriteTime("lastSeen", Midnight(days.Max()));
            json.WriteEndObject();
        }
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
