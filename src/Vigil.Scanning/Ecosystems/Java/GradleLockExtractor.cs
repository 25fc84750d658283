using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Reads Gradle's lock files: <c>group:artifact:version=configuration,configuration</c>, a line each.</summary>
/// <seealso href="https://docs.gradle.org/current/userguide/dependency_locking.html"/>
internal sealed class GradleLockExtractor : IFileExtractor
{
    public string Name => "gradle.lockfile";

    public int Version => 1;

    // one file for each configuration, before Gradle 7
    public bool Wants(in FileEntry entry) =>
        entry.FileName.EndsWith("gradle.lockfile"u8) || (entry.FileName.EndsWith(".lockfile"u8) && entry.Path.IndexOf("gradle/dependency-locks/"u8) >= 0);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var isBuildScript = path.EndsWith("buildscript-gradle.lockfile", StringComparison.Ordinal);
        var lines = new LineReader(content.ReadAll(ScanLimits.Default.MaxFileBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).Trim();
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("empty=", StringComparison.Ordinal))
            {
                continue;
            }

            var parts = line.Split('=', 2);
            if (parts[0].Split(':') is not [var group, var artifact, var version] || new MavenCoordinate(group, artifact, version) is not { IsComplete: true } coordinate)
            {
                sink.Report(EcosystemCodes.DamagedFile, path, $"Line {lines.Number} is no locked dependency.");
                continue;
            }

            var isDevelopment = isBuildScript || (parts.Length > 1 && parts[1].Split(',').All(name => name.Contains("test", StringComparison.OrdinalIgnoreCase)));
            sink.Add(new PackageFact
            {
                Kind = "Maven",
                Name = coordinate.Name,
                Version = coordinate.Version,
                IsLocked = true,
                Dependency = new Dependency { Scope = isDevelopment ? DependencyScope.Development : DependencyScope.Runtime },
            });
        }
    }
}
