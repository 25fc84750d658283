using Vigil.Domain.Accounts;

namespace Vigil.Server.Deliveries;

/// <summary>A destination, ready to be told.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Name">Its name in the account.</param>
/// <param name="Setup">How to reach it.</param>
/// <param name="Secret">Its secret, in the clear; empty when there is none.</param>
internal sealed record OpenDestination(AccountId Account, string Name, Destination Setup, string Secret)
{
    /// <summary>Keeps the secret out of logs.</summary>
    public override string ToString() => $"{Account}/{Name}";
}
