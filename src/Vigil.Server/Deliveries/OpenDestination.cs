using Vigil.Domain.Accounts;

namespace Vigil.Server.Deliveries;

/// <summary>A destination with its name.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Name">Its name in the account.</param>
/// <param name="Setup">How to reach it.</param>
internal sealed record OpenDestination(AccountId Account, string Name, Destination Setup)
{
    /// <summary>Its secret, in the clear, while it is told; empty at other times and when it has none.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Keeps the secret out of logs.</summary>
    public override string ToString() => $"{Account}/{Name}";
}
