using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Lua;

/// <summary>Lua: rocks of LuaRocks. No advisory source speaks of them.</summary>
internal sealed class LuaEcosystem() : LanguageEcosystem(Id, "luarocks", scheme: null)
{
    public const string Id = "LuaRocks";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new RockspecExtractor()];
}
