using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>Public addresses by themselves, and by the interface that they are associated with (R15).</summary>
internal sealed class AssociationIndex
{
    private readonly Dictionary<string, List<ElasticAddress>> _byInterface = new(StringComparer.Ordinal);

    public AssociationIndex(List<ElasticAddress> addresses) => Put(addresses);

    public Dictionary<string, ElasticAddress> ByPublicAddress { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of an interface, in no order that means anything.</summary>
    public IReadOnlyCollection<ElasticAddress> Of(string interfaceId) => _byInterface.GetValueOrDefault(interfaceId) ?? [];

    /// <summary>Puts associations in the place of others of the same public address; of several that come together the first counts.</summary>
    public void Put(List<ElasticAddress> addresses)
    {
        foreach (var address in addresses.Where(address => address.PublicAddress.Length > 0).DistinctBy(address => address.PublicAddress))
        {
            Remove(address.PublicAddress);
            ByPublicAddress.Add(address.PublicAddress, address);
            if (!_byInterface.TryGetValue(address.InterfaceId, out var there))
            {
                _byInterface.Add(address.InterfaceId, there = []);
            }

            there.Add(address);
        }
    }

    public void Remove(string publicAddress)
    {
        if (ByPublicAddress.Remove(publicAddress, out var address))
        {
            _byInterface[address.InterfaceId].Remove(address);
        }
    }
}
