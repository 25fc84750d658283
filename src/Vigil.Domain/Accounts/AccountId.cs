using System.Globalization;

namespace Vigil.Domain.Accounts;

/// <summary>A 12-digit account number.</summary>
public readonly record struct AccountId
{
    private const int Digits = 12;

    private AccountId(long number) => Number = number;

    /// <summary>The number, below 10^12; leading zeros are not in it.</summary>
    public long Number { get; }

    /// <summary>Takes <see cref="Number"/> again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than twelve digits.</exception>
    public static AccountId Of(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 999_999_999_999);
        return new AccountId(number);
    }

    /// <summary>Reads 12 ASCII digits.</summary>
    /// <exception cref="FormatException">The text is not 12 digits.</exception>
    public static AccountId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a 12-digit account id.");

    /// <summary>Reads 12 ASCII digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AccountId id)
    {
        var ok = text.Length == Digits && !text.ContainsAnyExceptInRange('0', '9');
        id = ok ? new AccountId(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)) : default;
        return ok;
    }

    /// <summary>The 12 digits.</summary>
    public override string ToString() => Number.ToString("D12", CultureInfo.InvariantCulture);
}
