using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>What a file says of a project that other files of the artifact complete: parents of a <c>pom.xml</c>, versions that a solution manages centrally.</summary>
internal abstract record ProjectFact : FileFact
{
    /// <summary>The packages, once all files are known. Pure.</summary>
    /// <param name="path">Where the file of this fact lies.</param>
    /// <param name="files">The other files.</param>
    public abstract IEnumerable<PackageFact> Complete(string path, IProjectFiles files);
}

/// <summary>The facts of an artifact's final view that complete each other.</summary>
internal interface IProjectFiles
{
    /// <summary>The fact of a kind that the file at a path gave, or <see langword="null"/>.</summary>
    T? At<T>(string path)
        where T : ProjectFact;

    /// <summary>All facts of a kind, with the paths of their files, in ordinal order of these.</summary>
    IReadOnlyList<(string Path, T Fact)> All<T>()
        where T : ProjectFact;
}
