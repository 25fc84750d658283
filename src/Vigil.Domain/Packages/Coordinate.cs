namespace Vigil.Domain.Packages;

/// <summary>Everything that matching may look at, and nothing else: two packages with equal coordinates have equal verdicts.</summary>
/// <remarks>
/// Ten thousand hosts that run the same <c>openssl 3.0.11-1~deb12u2</c> share one coordinate, so it is matched once.
/// Empty text means "does not apply"; no member is ever <see langword="null"/>.
/// </remarks>
public sealed record Coordinate
{
    /// <summary>Ecosystem in the spelling of the OSV schema where it has one: <c>Debian</c>, <c>Alpine</c>, <c>Red Hat</c>, <c>npm</c>.</summary>
    public required string Ecosystem { get; init; }

    /// <summary>Release of the distribution in the form of <see cref="OperatingSystems.OperatingSystem.Release"/>; empty for language ecosystems.</summary>
    public string Release { get; init; } = "";

    /// <summary>Name of the installed (binary) package.</summary>
    public required string Name { get; init; }

    /// <summary>Installed version in the ecosystem's own full form; for deb and rpm with epoch (when not zero) and revision.</summary>
    public required string Version { get; init; }

    /// <summary>Architecture as the package database spells it.</summary>
    public string Arch { get; init; } = "";

    /// <summary>Module and stream of a modular rpm, <c>nodejs:18</c>.</summary>
    public string ModuleStream { get; init; } = "";

    /// <summary>Name of the source package, when it differs from <see cref="Name"/> or the database states it.</summary>
    public string SourceName { get; init; } = "";

    /// <summary>Version of the source package in full form; equals <see cref="Version"/> unless the database says otherwise.</summary>
    public string SourceVersion { get; init; } = "";

    /// <summary>
    /// Where the package came from, as far as verdicts depend on it: an Amazon Linux extras topic, the products behind a Red Hat repository
    /// (<c>enterprise_linux:8::baseos</c>, several separated by blanks). Empty when not known.
    /// </summary>
    public string Repository { get; init; } = "";

    /// <summary><see cref="SourceName"/>, or <see cref="Name"/> where the database states none.</summary>
    public string EffectiveSourceName => SourceName.Length > 0 ? SourceName : Name;

    /// <summary><see cref="SourceVersion"/>, or <see cref="Version"/> where the database states none.</summary>
    public string EffectiveSourceVersion => SourceVersion.Length > 0 ? SourceVersion : Version;
}
