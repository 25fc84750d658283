using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Inspection;

/// <summary>Clients for whom a way shall be opened.</summary>
/// <param name="addresses">Their addresses.</param>
/// <param name="everybody">Everybody who may be thought a client.</param>
internal sealed class Clients(AddressSet addresses, AddressSet everybody)
{
    private const int FewBlocks = 3;

    /// <summary>The widest blocks that hold them and nobody else.</summary>
    public ImmutableArray<Prefix> Blocks => field.IsDefault ? field = ClientBlocks.PrefixesOf(addresses, everybody) : field;

    /// <inheritdoc/>
    public override string ToString() => Blocks.Length <= FewBlocks
        ? string.Join(", ", Blocks)
        : $"{string.Join(", ", Blocks.Take(FewBlocks))} or one of {Blocks.Length - FewBlocks} more";
}
