using System.Collections.Frozen;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Directories;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>Reads one package database or lock file by itself, without the artifact around it.</summary>
public static class SingleFile
{
    /// <summary>Types of files, by the name of their extractor: <c>apk</c>, <c>dpkg</c>, <c>rpmdb</c>, <c>package-lock.json</c>.</summary>
    public static IEnumerable<string> Types => Readable.Keys.Order(StringComparer.Ordinal);

    private static FrozenDictionary<string, IFileExtractor> Readable { get; } =
        ((IEnumerable<IFileExtractor>)[.. EcosystemCatalog.OperatingSystemExtractors, .. EcosystemCatalog.LanguageExtractors, .. EcosystemCatalog.ProgramExtractors])
        .ToFrozenDictionary(extractor => extractor.Name, StringComparer.Ordinal);

    /// <summary>Reads the packages of a file.</summary>
    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="path">Path that the file has in real use (<c>var/lib/dpkg/status.d/base</c>): it may decide how it is read.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="osRelease">Text of the os-release beside it; empty where there is none.</param>
    /// <exception cref="ArgumentException">The type is not known.</exception>
    public static SingleFileResult Read(string type, string path, FileContent content, string osRelease)
    {
        var extractor = ExtractorOf(type);
        var sink = new FactSink();
        try
        {
            extractor.Extract(path, content, sink);
        }
        catch (Exception ex) when (ex is InvalidDataException or FormatException)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, ex.Message);
        }

        var files = new Dictionary<string, string>(StringComparer.Ordinal) { [IdentityPaths.OsRelease[0]] = osRelease };
        var system = OperatingSystemIdentity.Identify(files);
        return new SingleFileResult([.. ProjectFiles.Complete(path, sink.Facts).Select(fact => Complete(fact, system))], sink.Diagnostics);
    }

    /// <summary>Reads the packages of a file on disk, of which no more is kept in memory than its type asks for.</summary>
    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="path">Path that the file has in real use.</param>
    /// <param name="file">Where it lies.</param>
    /// <param name="osRelease">Text of the os-release beside it; empty where there is none.</param>
    /// <exception cref="ArgumentException">The type is not known.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SingleFileResult ReadFile(string type, string path, string file, string osRelease)
    {
        using var handle = File.OpenHandle(file);
        using var content = new DiskFile(handle, RandomAccess.GetLength(handle), ScanLimits.Default.MaxFileBytes);
        return Read(type, path, content, osRelease);
    }

    internal static IFileExtractor ExtractorOf(string type) => Readable.GetValueOrDefault(type)
        ?? throw new ArgumentException($"The file type '{type}' is not known; known are {string.Join(", ", Types)}.", nameof(type));

    private static SinglePackage Complete(PackageFact fact, OperatingSystem? system)
    {
        var family = EcosystemCatalog.FamilyOf(fact.Kind);
        return new SinglePackage(fact, family.Complete(fact, system), family.Purl(fact, system));
    }
}

/// <summary>What one file holds.</summary>
/// <param name="Packages">Packages in the order of the file.</param>
/// <param name="Diagnostics">What could not be read.</param>
public sealed record SingleFileResult(IReadOnlyList<SinglePackage> Packages, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether the structure of the file is broken, or a part of it could not be read, so that packages may be missing. Entries that are merely incomplete do not count.</summary>
    public bool IsDamaged => Diagnostics.Any(diagnostic =>
        diagnostic.Code == EcosystemCodes.DamagedFile || diagnostic.Code == ArtifactCodes.LimitReached || diagnostic.Code == ArtifactCodes.EntryUnreadable);
}

/// <summary>One package of a file.</summary>
/// <param name="Fact">What the database states.</param>
/// <param name="Coordinate">What would be matched.</param>
/// <param name="Purl">Its package URL.</param>
public sealed record SinglePackage(PackageFact Fact, Coordinate Coordinate, PackageUrl Purl);
