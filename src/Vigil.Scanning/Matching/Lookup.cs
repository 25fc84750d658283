using Vigil.Domain.Advisories;

namespace Vigil.Scanning.Matching;

/// <summary>One place in the store where statements about a package stand.</summary>
/// <param name="Key">The key.</param>
/// <param name="NamesSource">Whether the key names the package's source; only rows that mean the same kind of name count.</param>
/// <param name="Version">The version to compare with the statements found there: the source's or the binary's.</param>
/// <param name="Channel">Subscription that fixes found there need, when the package's release does not have them; otherwise empty.</param>
internal readonly record struct Lookup(AdvisoryKey Key, bool NamesSource, string Version, string Channel = "");
