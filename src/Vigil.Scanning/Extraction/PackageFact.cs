using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;

namespace Vigil.Scanning.Extraction;

/// <summary>A package as its database states it, before the release of the artifact is known.</summary>
public sealed record PackageFact : FileFact
{
    /// <summary>Which ecosystem folder completes it to a coordinate: <c>dpkg</c>, <c>apk</c>, <c>rpm</c>, <c>npm</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the installed package.</summary>
    public required string Name { get; init; }

    /// <summary>Full version: for deb and rpm with epoch (when not zero) and revision.</summary>
    public required string Version { get; init; }

    /// <summary>Architecture as stated.</summary>
    public string Arch { get; init; } = "";

    /// <summary>Source package, where stated.</summary>
    public string SourceName { get; init; } = "";

    /// <summary>Version of the source package in full form, where it differs.</summary>
    public string SourceVersion { get; init; } = "";

    /// <summary>Source rpm file name.</summary>
    public string SourceRpm { get; init; } = "";

    /// <summary>Module label of an rpm as stored, <c>nodejs:18:8080020:abc</c>.</summary>
    public string ModularityLabel { get; init; } = "";

    /// <summary>Vendor or maintainer.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>Distribution or vendor that the package names as its origin; empty for most, which name none.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Key id of the signature, 16 lower-case hex digits.</summary>
    public string SignatureKeyId { get; init; } = "";

    /// <summary>Licence as stated.</summary>
    public string License { get; init; } = "";

    /// <summary>Status as stated (dpkg).</summary>
    public string Status { get; init; } = "";

    /// <summary>Repository or origin as stated, where the ecosystem's verdicts depend on it.</summary>
    public string Repository { get; init; } = "";

    /// <summary>How the project of the file came to the package.</summary>
    public Dependency Dependency { get; init; } = Dependency.Unknown;

    /// <summary>Whether the file only says what is to be installed, as lock files do.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Further words of its package URL, ready made: the UUID of a Julia package, user and channel of a Conan one.</summary>
    public EquatableArray<PurlQualifier> Qualifiers { get; init; } = [];

    /// <summary>Path inside the file, when the file is an archive that holds the package further in; empty otherwise.</summary>
    public string InnerPath { get; init; } = "";

    /// <summary>Whether name or version were not stated but concluded, so that they may be wrong.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Whether it is the project itself that the file is about, and no package of any registry.</summary>
    public bool IsProject { get; init; }
}
