using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Ecosystems;

/// <summary>Codes that every ecosystem uses for files which it cannot read or only in part.</summary>
public static class EcosystemCodes
{
    /// <summary>The structure of a file is broken; what stands outside the broken part was read.</summary>
    public static readonly DiagnosticCode DamagedFile = new(1200);

    /// <summary>One entry lacks what makes it a package (name, version, status); the other entries of the file were read.</summary>
    public static readonly DiagnosticCode IncompleteEntry = new(1201);

    /// <summary>A package is only partly installed: its files may be on the disk, but the database does not count it as installed.</summary>
    public static readonly DiagnosticCode PartlyInstalled = new(1202, IsNotice: true);

    /// <summary>Two entries of one database contradict each other; the later one was taken, as the package tool does.</summary>
    public static readonly DiagnosticCode ContradictoryEntries = new(1203, IsNotice: true);

    /// <summary>A package database was left aside because the package tool reads another one of the same folder.</summary>
    public static readonly DiagnosticCode StaleDatabase = new(1204, IsNotice: true);

    /// <summary>The distribution is not one that Vigil knows, or says nothing about its release.</summary>
    public static readonly DiagnosticCode UnknownDistribution = new(1205, IsNotice: true);

    /// <summary>A lock file belongs to a package of the distribution: it tells how that was built, not what is installed, and was left aside.</summary>
    public static readonly DiagnosticCode LockFileOfDistribution = new(1206, IsNotice: true);

    /// <summary>What tells from which repository packages came could not be read; packages are matched as without it.</summary>
    public static readonly DiagnosticCode OriginsUnreadable = new(1207, IsNotice: true);
}
