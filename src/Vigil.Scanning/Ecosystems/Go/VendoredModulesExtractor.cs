using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>Reads <c>vendor/modules.txt</c>, which names the modules whose sources a project carries with it.</summary>
/// <seealso href="https://go.dev/ref/mod#vendoring"/>
internal sealed class VendoredModulesExtractor : IFileExtractor
{
    public string Name => "modules.txt";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.Path.EndsWith("/vendor/modules.txt"u8) || entry.Path.SequenceEqual("vendor/modules.txt"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        PackageFact? module = null;
        var lines = new LineReader(content.ReadAll(ScanLimits.Default.MaxFileBytes).Span);
        while (lines.MoveNext())
        {
            if (lines.Line.StartsWith("# "u8))
            {
                Flush(ref module, sink);
                module = ModuleOf(Encoding.UTF8.GetString(lines.Line[2..]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
            else if (module is not null && lines.Line.StartsWith("## "u8) && lines.Line.IndexOf("explicit"u8) >= 0)
            {
                module = module with { Dependency = new Dependency { Relation = DependencyRelation.Direct, Scope = DependencyScope.Runtime } };
            }
        }

        Flush(ref module, sink);
    }

    // a line without a version only repeats a replacement that go.mod states
    private static PackageFact? ModuleOf(string[] words) => words switch
    {
        [_, _, "=>", var path, var version] => GoEcosystem.Module(path, version),
        [var path, var version] => GoEcosystem.Module(path, version),
        _ => null,
    };

    private static void Flush(ref PackageFact? module, FactSink sink)
    {
        if (module is not null)
        {
            sink.Add(module);
            module = null;
        }
    }
}
