using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>What all bulletins about a flaw come to for one product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Update">The update to install; empty where there is none.</param>
/// <param name="Build">First build with the fix; empty where no bulletin states one.</param>
/// <param name="Holders">Where no build is stated: every update that holds the fix.</param>
internal sealed record WindowsStatement(WindowsProduct Product, string Update, string Build, EquatableArray<string> Holders)
{
    private string Fix => Build.Length > 0 ? Build : Update;

    /// <summary>The product in words: <c>11 Version 24H2 arm64 before 10.0.26100.863</c>.</summary>
    public override string ToString() => string.Join(
        ' ', ((string[])[Product.Name == "Windows" ? "" : Product.Name, Product.Release, Product.Arch, Build.Length > 0 ? $"before {Build}" : ""]).Where(word => word.Length > 0));

    /// <summary>The rows of statements; the architectures of one product share one.</summary>
    public static EquatableArray<AffectedPackage> Rows(IEnumerable<WindowsStatement> statements) =>
    [
        .. from statement in statements
           group statement.Product.Arch by (statement.Product.Key, statement.Fix, statement.Holders) into same
           orderby same.Key.Key.Release, same.Key.Key.Name, same.Key.Fix
           select new AffectedPackage
           {
               Key = same.Key.Key,
               Scheme = "windows",
               Ranges = same.Key.Fix.Length > 0 ? [new VersionRange("", same.Key.Fix)] : [],
               Arches = [.. same.Where(arch => arch.Length > 0).Order(StringComparer.Ordinal)],
               Repositories = same.Key.Holders,
           },
    ];
}
