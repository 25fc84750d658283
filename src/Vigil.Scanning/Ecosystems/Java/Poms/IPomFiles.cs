namespace Vigil.Scanning.Ecosystems.Java.Poms;

/// <summary>The projects that are there beside the one being put together.</summary>
internal interface IPomFiles
{
    /// <summary>The parent of a project: where it says, or in a local repository.</summary>
    PomProject? ParentOf(PomProject project, string path, out string parentPath);

    /// <summary>The project of a coordinate.</summary>
    PomProject? Find(MavenCoordinate coordinate, out string path);
}
