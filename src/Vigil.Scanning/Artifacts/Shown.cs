using System.Text;

namespace Vigil.Scanning.Artifacts;

/// <summary>Input quoted in a message: cut to 80 characters, control characters escaped.</summary>
internal static class Shown
{
    private const int MaxLength = 80;

    /// <summary>The quotable form.</summary>
    public static string Of(string input)
    {
        var shown = new StringBuilder(MaxLength);
        foreach (var c in input.Length > MaxLength ? input[..MaxLength] : input)
        {
            if (char.IsControl(c))
            {
                shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }
}
