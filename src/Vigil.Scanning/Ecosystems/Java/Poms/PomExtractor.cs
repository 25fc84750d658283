using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Java.Poms;

/// <summary>Reads <c>pom.xml</c>, and the <c>.pom</c> files of local repositories, which only complete others.</summary>
internal sealed class PomExtractor : IFileExtractor
{
    public string Name => "pom.xml";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("pom.xml"u8) || entry.FileName.EndsWith(".pom"u8);

    public void Extract(string path, FileContent content, FactSink sink) =>
        sink.Add(new PomFact(PomReader.Read(content.OpenForward()), IsOfRepository: path.EndsWith(".pom", StringComparison.Ordinal)));
}

/// <summary>A project of Maven.</summary>
/// <param name="Project">What its file states.</param>
/// <param name="IsOfRepository">Whether it lies in a repository, and is looked at only when others need it.</param>
internal sealed record PomFact(PomProject Project, bool IsOfRepository) : ProjectFact
{
    public override IEnumerable<PackageFact> Complete(string path, IProjectFiles files)
    {
        // archives tell of themselves; what they were built from lies in them as META-INF/maven
        if (IsOfRepository || path.Contains("META-INF/maven/", StringComparison.Ordinal))
        {
            return [];
        }

        return new PomModel(Project, path, new PomFiles(files)).Dependencies().Where(dependency => !dependency.IsImport).Select(ToFact);
    }

    private static PackageFact ToFact(PomDependency dependency) => new()
    {
        Kind = "Maven",
        Name = $"{dependency.Group}:{dependency.Artifact}",
        Version = dependency.Version,
        IsLocked = true,
        Dependency = new Dependency
        {
            Relation = DependencyRelation.Direct,
            Scope = dependency.Scope == "test" ? DependencyScope.Development : DependencyScope.Runtime,
            Groups = dependency.Scope is "" or "compile" ? (dependency.IsOptional ? ["optional"] : []) : [dependency.Scope],
        },
    };
}
