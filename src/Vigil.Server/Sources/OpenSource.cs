using Vigil.Domain.Accounts;

namespace Vigil.Server.Sources;

/// <summary>A source of an account.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Name">Its name in the account.</param>
/// <param name="Setup">How to reach it.</param>
internal sealed record OpenSource(AccountId Account, string Name, Source Setup)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Account}/{Name}";
}
