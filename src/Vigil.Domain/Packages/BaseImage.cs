namespace Vigil.Domain.Packages;

/// <summary>The image that another was built on: its layers are the lowest of the other.</summary>
/// <remarks>Equal layers from the bottom up are what the chain ids of the OCI image specification stand for.</remarks>
/// <param name="Name">What the user calls it.</param>
/// <param name="DiffIds">Its layers from the bottom up.</param>
public sealed record BaseImage(string Name, EquatableArray<string> DiffIds)
{
    /// <summary>Of several images the one with most layers that lies under an artifact; <see langword="null"/> when none does.</summary>
    public static BaseImage? Under(Inventory inventory, IEnumerable<BaseImage> images)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return images
            .Where(image => !image.DiffIds.IsEmpty && image.DiffIds.Count <= inventory.Layers.Count && inventory.Layers.Items.Select(layer => layer.DiffId).Take(image.DiffIds.Count).SequenceEqual(image.DiffIds, StringComparer.Ordinal))
            .MaxBy(image => image.DiffIds.Count);
    }

    /// <summary>Whether a package, in the version that is there, came with this image: an upgrade in a layer above makes it the owner's.</summary>
    public bool Brought(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return DiffIds.Items.Contains(package.Evidence[0].LayerDiffId, StringComparer.Ordinal);
    }
}
