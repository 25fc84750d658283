namespace Vigil.Domain.Versions;

/// <summary>What a version without an epoch means when an installed version meets that of an advisory.</summary>
public enum MissingEpoch
{
    /// <summary>No epoch is epoch 0, as dpkg and rpm themselves say.</summary>
    Zero,

    /// <summary>An installed version without an epoch has that of the advisory; for inventories that lost it.</summary>
    Auto,

    /// <summary>Epochs count only where both state one; for advisories that leave them out.</summary>
    Ignore,
}
