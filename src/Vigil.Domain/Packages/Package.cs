using Vigil.Domain.Purl;

namespace Vigil.Domain.Packages;

/// <summary>One package found in an artifact, with the proof of where it was found.</summary>
public sealed record Package
{
    /// <summary>What is matched.</summary>
    public required Coordinate Coordinate { get; init; }

    /// <summary>The package's name for the rest of the world.</summary>
    public required PackageUrl Purl { get; init; }

    /// <summary>Where it was seen; at least one place.</summary>
    public required EquatableArray<Evidence> Evidence { get; init; }

    /// <summary>Vendor or maintainer as the database states it; empty when it does not.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>Key id of the signature of an rpm, 16 lower-case hex digits; empty when unsigned or not applicable.</summary>
    public string SignatureKeyId { get; init; } = "";

    /// <summary>Source rpm file name, or empty.</summary>
    public string SourceRpm { get; init; } = "";

    /// <summary>Licence expression or text as the database states it; empty when it does not.</summary>
    public string License { get; init; } = "";

    /// <summary>dpkg's three status words (<c>install ok installed</c>); empty for other databases.</summary>
    public string Status { get; init; } = "";

    /// <summary>What the host tells of this package beyond the database: running or not, for kernels.</summary>
    public PackageContext Context { get; init; } = PackageContext.None;

    /// <summary>How a project came to it, for packages of languages.</summary>
    public Dependency Dependency { get; init; } = Dependency.Unknown;

    /// <summary>Whether its name or version were not stated by anything but concluded from names and texts, so that they may be wrong.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Package of the distribution that brought it, when all its evidence belongs to such packages; empty otherwise.</summary>
    public string Owner => Evidence.Items.All(evidence => evidence.OwnedBy.Length > 0) ? Evidence[0].OwnedBy : "";
}
