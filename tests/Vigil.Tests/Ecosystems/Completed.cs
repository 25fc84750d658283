using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems;

/// <summary>What files say of packages once they have completed each other.</summary>
internal static class Completed
{
    /// <summary>The packages of one file, in the light of the others.</summary>
    public static IReadOnlyList<PackageFact> Packages(string path, params IReadOnlyList<(IFileExtractor Extractor, string Path, string Text)> files)
    {
        var visible = files.Select(file =>
        {
            var sink = new FactSink();
            file.Extractor.Extract(file.Path, new MemoryFile(Encoding.UTF8.GetBytes(file.Text)), sink);
            Assert.Empty(sink.Diagnostics);
            return new VisibleFile(file.Path, sink.Facts, "", []);
        });
        var view = ProjectFiles.Complete(new ArtifactView { Artifact = new ArtifactIdentity(ArtifactKind.Directory, "test"), Files = [.. visible] });
        return [.. view.Files.Where(file => file.Path == path).SelectMany(file => file.Facts).Cast<PackageFact>()];
    }

    public static string Describe(PackageFact package) => $"{package.Name} {package.Version}";
}
