using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>Reads <c>packages.config</c>, in which older projects name all their packages with their exact versions.</summary>
internal sealed class PackagesConfigExtractor : IFileExtractor
{
    public string Name => "packages.config";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => System.Text.Ascii.EqualsIgnoreCase(entry.FileName, "packages.config"u8);

    public void Extract(string path, FileContent content, FactSink sink) => XmlWalk.Read(content.OpenForward(), "packages", xml => xml.ForEachChild(name =>
    {
        string id = xml.GetAttribute("id") ?? "", version = xml.GetAttribute("version") ?? "";
        var isDevelopment = xml.GetAttribute("developmentDependency") == "true";
        xml.Skip();
        if (name != "package")
        {
            return;
        }

        if (id.Length == 0 || version.Length == 0)
        {
            sink.Report(EcosystemCodes.IncompleteEntry, path, $"The package '{id}' has no name or no version: it was skipped.");
            return;
        }

        sink.Add(new PackageFact
        {
            Kind = "NuGet",
            Name = id,
            Version = version,
            IsLocked = true,
            Dependency = new Dependency { Scope = isDevelopment ? DependencyScope.Development : DependencyScope.Runtime },
        });
    }));
}
