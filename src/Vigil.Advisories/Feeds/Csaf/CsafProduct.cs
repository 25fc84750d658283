namespace Vigil.Advisories.Feeds.Csaf;

/// <summary>A product or a component of one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cpe">How it is identified as a product, or empty.</param>
/// <param name="Purl">How it is identified as a package, or empty.</param>
internal readonly record struct CsafProduct(string Name, string Cpe, string Purl);
