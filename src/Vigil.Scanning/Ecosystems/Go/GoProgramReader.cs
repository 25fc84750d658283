using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Binaries;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Go;

/// <summary>Reads the modules of a program written in Go.</summary>
internal sealed class GoProgramReader : IProgramReader
{
    private const string LocalVersion = "(devel)";

    public void Read(ProgramFile program, string path, FactSink sink)
    {
        if (GoBuildInformation.Read(program) is not { } information)
        {
            return;
        }

        if (GoEcosystem.Library(information.GoVersion) is { } library)
        {
            sink.Add(library);
        }
        else
        {
            sink.Report(EcosystemCodes.IncompleteEntry, path, $"The program does not state which version of Go built it: '{information.GoVersion}'.");
        }

        PackageFact? last = null;
        foreach (var line in information.Modules.Split('\n'))
        {
            switch (line.Split('\t'))
            {
                case ["mod", { Length: > 0 } name, var version, ..]:
                    Flush(ref last, sink);
                    last = GoEcosystem.Module(name, VersionOr(version));
                    break;
                case ["dep", { Length: > 0 } name, var version, ..]:
                    Flush(ref last, sink);
                    last = GoEcosystem.Module(name, VersionOr(version)) with { Dependency = new Dependency { Scope = DependencyScope.Runtime } };
                    break;
                case ["=>", { Length: > 0 } name, var version, ..] when last is not null:
                    // a folder in its place is of no version that anybody knows
                    last = IsFolder(name) ? last with { Version = LocalVersion } : last with { Name = name, Version = VersionOr(version) };
                    break;
            }
        }

        Flush(ref last, sink);
    }

    private static bool IsFolder(string name) => name[0] is '.' or '/' || (name.Length > 1 && name[1] == ':');

    private static string VersionOr(string version) => version.Length > 0 ? version : LocalVersion;

    private static void Flush(ref PackageFact? module, FactSink sink)
    {
        if (module is not null)
        {
            sink.Add(module);
            module = null;
        }
    }
}
