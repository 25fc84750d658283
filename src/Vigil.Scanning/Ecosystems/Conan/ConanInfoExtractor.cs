using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Conan;

/// <summary>Reads <c>conaninfo.txt</c> beside an installed package: the packages that it was built with, under <c>[full_requires]</c> or <c>[requires]</c>.</summary>
/// <remarks>The package itself is named by the folders above: <c>.conan/data/NAME/VERSION/USER/CHANNEL/package/ID/conaninfo.txt</c>.</remarks>
internal sealed class ConanInfoExtractor : IFileExtractor
{
    private const long MaxBytes = 4L << 20;

    public string Name => "conaninfo.txt";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("conaninfo.txt"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        if (path.Split('/') is [.., var name, var version, _, _, "package", _, _])
        {
            Add($"{name}/{version}", sink);
        }

        var section = "";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).Trim();
            if (line.StartsWith('['))
            {
                section = line;
            }
            else if (section is "[full_requires]" or "[requires]" && seen.Add(line.Split(':', '#')[0]))
            {
                Add(line, sink);
            }
        }
    }

    private static void Add(string reference, FactSink sink)
    {
        // "zlib/1.Y.Z" of [requires] is a range of versions
        if (ConanReference.TryParse(reference, DependencyScope.Unknown, out var package) && !package.Version.Contains(".Y", StringComparison.Ordinal))
        {
            sink.Add(new PackageFact { Kind = ConanEcosystem.Id, Name = package.Name, Version = package.Version, Qualifiers = package.Qualifiers });
        }
    }
}
