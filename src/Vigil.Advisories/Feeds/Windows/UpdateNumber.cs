using Vigil.Domain.Versions;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>Numbers of updates: <c>5034129</c> and <c>KB5034129</c> are the latter.</summary>
internal static class UpdateNumber
{
    /// <summary>The number; empty where the text is none, such as <c>Release Notes</c>.</summary>
    public static string Of(string text)
    {
        var digits = text.AsSpan().Trim();
        digits = digits.StartsWith("KB", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return digits.Length <= 9 && NumericText.IsNumber(digits) ? $"KB{digits}" : "";
    }

    /// <summary>The numbers of a list: <c>5033118; 5033119</c>.</summary>
    public static IEnumerable<string> AllOf(string text) =>
        text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Of).Where(number => number.Length > 0);
}
