using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Elixir;

/// <summary>Elixir and Erlang: packages of Hex.</summary>
internal sealed class ElixirEcosystem() : LanguageEcosystem(Id, "hex", "hex")
{
    public const string Id = "Hex";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new MixLockExtractor(), new RebarLockExtractor()];
}
