using System.Collections.Frozen;

namespace Vigil.Domain.OperatingSystems;

/// <summary>Numbers of releases that distributions also call by a name.</summary>
public static class Codenames
{
    private static readonly FrozenDictionary<string, string> DebianNumbers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["wheezy"] = "7",
        ["jessie"] = "8",
        ["stretch"] = "9",
        ["buster"] = "10",
        ["bullseye"] = "11",
        ["bookworm"] = "12",
        ["trixie"] = "13",
        ["forky"] = "14",
        ["duke"] = "15",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> UbuntuNumbers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["trusty"] = "14.04",
        ["xenial"] = "16.04",
        ["bionic"] = "18.04",
        ["focal"] = "20.04",
        ["jammy"] = "22.04",
        ["noble"] = "24.04",
        ["oracular"] = "24.10",
        ["plucky"] = "25.04",
        ["questing"] = "25.10",
        ["resolute"] = "26.04",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Major number of a Debian release (<c>bookworm</c> is <c>12</c>); empty for <c>sid</c>, which has none, and for names that are not known.</summary>
    public static string DebianNumber(string codename) => DebianNumbers.GetValueOrDefault(codename, "");

    /// <summary>Number of an Ubuntu release (<c>jammy</c> is <c>22.04</c>); empty for names that are not known.</summary>
    public static string UbuntuNumber(string codename) => UbuntuNumbers.GetValueOrDefault(codename, "");
}
