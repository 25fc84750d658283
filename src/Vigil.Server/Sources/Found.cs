using Vigil.Domain.Resources;

namespace Vigil.Server.Sources;

/// <summary>An artifact as a look at its source finds it.</summary>
/// <param name="Key">Its name in the source: <c>team/app@sha256:…</c>.</param>
/// <param name="Stamp">What differs when it has to be scanned again; not empty.</param>
/// <param name="Resource">Its resource, as far as it is known before it is scanned.</param>
internal sealed record Found(string Key, string Stamp, Resource Resource)
{
    /// <summary>What else is needed to scan it.</summary>
    public string Detail { get; init; } = "";
}
