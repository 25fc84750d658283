namespace Vigil.Advisories.Feeds.Windows;

/// <summary>What a bulletin says of one flaw in one product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Update">The update with the fix, <c>KB5034129</c>; empty where there is none, or none with a number.</param>
/// <param name="Build">First build with the fix; empty where the bulletin states none.</param>
/// <param name="IsHotpatch">Whether only machines that are enrolled for updates without a restart are offered it.</param>
internal readonly record struct WindowsFix(WindowsProduct Product, string Update, string Build, bool IsHotpatch);
