using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Reads Java archives, with the archives in them and the libraries that were shaded into them.</summary>
internal sealed class JarExtractor : IFileExtractor
{
    public string Name => "jar";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => JavaArchive.IsName(entry.FileName);

    public void Extract(string path, FileContent content, FactSink sink) =>
        new JarWalk(path, new UnpackingBudget(ScanLimits.Default, content.Length), sink).Run(content);
}
