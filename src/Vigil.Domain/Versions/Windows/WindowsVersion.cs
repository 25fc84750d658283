namespace Vigil.Domain.Versions.Windows;

/// <summary>Builds of Windows (<c>10.0.20348.2227</c>), and the number of an update where its build is not known (<c>KB5034129</c>).</summary>
/// <remarks>
/// Builds are lists of numbers in lexical order. An update sorts after all builds, by its number: no build reaches a fix of which only the update is
/// known, whose presence is told by the updates that are installed. Other texts sort before all of them, in ordinal order.
/// </remarks>
public sealed class WindowsVersion : KeyedVersionScheme
{
    private const string Separators = ".";
    private const byte Build = 0;
    private const byte Update = 1;
    private const byte Number = 0;

    /// <inheritdoc/>
    public override string Name => "windows";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => IsUpdate(version) || DottedNumbers.IsValid(version, Separators);

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        if (IsUpdate(version))
        {
            key.Byte(Update);
            key.Number(Number, version[2..]);
        }
        else
        {
            key.Byte(Build);
            DottedNumbers.WriteKey(version, Separators, ref key);
        }
    }

    private static bool IsUpdate(ReadOnlySpan<char> version) => version.StartsWith("KB", StringComparison.Ordinal) && NumericText.IsNumber(version[2..]);
}
