using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Artifacts;

/// <summary>What can go wrong when an artifact is opened and read, 1000 to 1199.</summary>
public static class ArtifactCodes
{
    /// <summary>The artifact cannot be opened, or is of no known form.</summary>
    public static readonly DiagnosticCode NotRecognised = new(1000);

    /// <summary>A layer or archive is truncated or damaged; what came before the damage was read.</summary>
    public static readonly DiagnosticCode LayerDamaged = new(1001);

    /// <summary>The bytes of a layer are not those that its digest names.</summary>
    public static readonly DiagnosticCode LayerDigestMismatch = new(1002);

    /// <summary>A layer that the image names is not there, as with layers that may not be distributed.</summary>
    public static readonly DiagnosticCode LayerMissing = new(1003);

    /// <summary>An entry was refused: its path leads out of the archive, is too long, or its header contradicts itself.</summary>
    public static readonly DiagnosticCode EntryRefused = new(1004);

    /// <summary>A file could not be read by the extractor that wanted it.</summary>
    public static readonly DiagnosticCode FileUnreadable = new(1005);

    /// <summary>A directory could not be listed.</summary>
    public static readonly DiagnosticCode DirectoryUnreadable = new(1006);

    /// <summary>Entries of an archive are encrypted, or compressed in a way that is not known.</summary>
    public static readonly DiagnosticCode EntryUnreadable = new(1016);

    /// <summary>The runtime of a function is none that is known: nothing is known of what it brings.</summary>
    public static readonly DiagnosticCode UnknownRuntime = new(1017, IsNotice: true);

    /// <summary>A bound of the scan was reached: entries, sizes, compression ratio.</summary>
    public static readonly DiagnosticCode LimitReached = new(1007);

    /// <summary>A symbolic link on the way to a package database leads in a circle or out of the root.</summary>
    public static readonly DiagnosticCode LinkUnresolved = new(1008);

    /// <summary>Another file system is mounted here and was not walked.</summary>
    public static readonly DiagnosticCode MountSkipped = new(1009);

    /// <summary>The archive holds further images, which were not scanned.</summary>
    public static readonly DiagnosticCode FurtherImages = new(1010, IsNotice: true);

    /// <summary>The image does not state what its digests should be, so that layers could not be verified.</summary>
    public static readonly DiagnosticCode NotVerifiable = new(1011);

    /// <summary>A manifest or configuration is not what its digest names, or cannot be read.</summary>
    public static readonly DiagnosticCode ManifestInvalid = new(1012);

    /// <summary>The image is not there for the platform asked for.</summary>
    public static readonly DiagnosticCode PlatformMissing = new(1013);

    /// <summary>The registry refused or could not be reached.</summary>
    public static readonly DiagnosticCode RegistryFailed = new(1014);

    /// <summary>The registry was reached and does not let us read.</summary>
    public static readonly DiagnosticCode RegistryDenied = new(1018);

    /// <summary>The configuration names a credential helper, which is a program and is never run.</summary>
    public static readonly DiagnosticCode CredentialHelperIgnored = new(1015, IsNotice: true);

    /// <summary>The processes of listening sockets could not be seen.</summary>
    public static readonly DiagnosticCode SocketOwnersHidden = new(1020, IsNotice: true);

    /// <summary>The listening sockets could not be listed.</summary>
    public static readonly DiagnosticCode SocketsUnreadable = new(1021, IsNotice: true);

    /// <summary>A host has more packages of languages than are taken of one; the rest was not read.</summary>
    public static readonly DiagnosticCode LanguagePackagesLimit = new(1022);

    /// <summary>Looking for packages of languages on a host took too long; the rest was not read.</summary>
    public static readonly DiagnosticCode LanguageTimeLimit = new(1023);

    /// <summary>The layers of the image do not begin with those of a base image that was named.</summary>
    public static readonly DiagnosticCode BaseUnrelated = new(1050, IsNotice: true);
}
