namespace Vigil.Server.Sources.Registries;

/// <summary>Something that happened in a registry.</summary>
/// <param name="Action">What.</param>
/// <param name="Repository">In which repository.</param>
/// <param name="Digest">To which image; empty when it does not say.</param>
/// <param name="At">When; <see langword="null"/> when it does not say.</param>
internal sealed record RegistryEvent(RegistryAction Action, string Repository, string Digest, DateTimeOffset? At);

/// <summary>What can happen in a registry.</summary>
internal enum RegistryAction
{
    /// <summary>An image or a tag came.</summary>
    Push,

    /// <summary>An image was read.</summary>
    Pull,

    /// <summary>An image or a tag went.</summary>
    Delete,
}
