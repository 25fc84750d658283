namespace Vigil.Scanning.Ecosystems;

/// <summary>What every database of operating system packages agrees on about names.</summary>
internal static class PackageName
{
    private const int MaxBytes = 1_024;

    /// <summary>Whether the bytes can be a name: not empty, not endless, no blank, slash or control character.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= MaxBytes && name.IndexOfAnyInRange((byte)0, (byte)' ') < 0 && !name.Contains((byte)'/');
}
