using System.Text.Json;

namespace Vigil.Server.Model;

/// <summary>Times on the wire: seconds since 1970, with milliseconds behind the point.</summary>
internal static class Timestamps
{
    private static readonly double Least = DateTimeOffset.MinValue.ToUnixTimeMilliseconds() / 1000.0;
    private static readonly double Greatest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Whether a number is a time.</summary>
    public static bool IsTime(double seconds) => seconds >= Least && seconds <= Greatest;

    /// <summary>The time that a number says.</summary>
    public static DateTimeOffset Read(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));

    /// <summary>Writes a time; nothing when there is none.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteNumber(name, known.ToUnixTimeMilliseconds() / 1000m);
        }
    }
}
