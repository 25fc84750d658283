using Vigil.Server.Identity;
using Vigil.Server.Settings;

namespace Vigil.Server.Wire;

/// <summary>What the roles may do, and what an account may do that has nothing switched on.</summary>
internal sealed class Authorization(AccountSettings accounts)
{
    /// <summary>Lets a caller do something, or refuses it.</summary>
    /// <exception cref="ApiException">It may not.</exception>
    public void Require(Caller caller, OperationEntry entry)
    {
        if (!Allows(caller.Role, entry.Access))
        {
            throw ApiException.AccessDenied($"The key {caller.AccessKeyId} has the role {caller.Role}, which is not allowed to do {entry.Name}.");
        }

        if (caller.Resource is { } resource && !entry.IsForHosts)
        {
            throw ApiException.AccessDenied($"The key {caller.AccessKeyId} belongs to the host {resource} and is not allowed to do {entry.Name}.");
        }

        if (entry.NeedsEnablement && !accounts.Of(caller.Account).IsEnabled)
        {
            throw ApiException.AccessDenied($"Invoking account does not have access: account {caller.Account} is not enabled. Call Enable first.");
        }
    }

    private static bool Allows(Role role, Access access) => role switch
    {
        Role.Administrator => true,
        Role.Reader => access == Access.Look,
        Role.Scanner => access == Access.Submit,
        _ => false,
    };
}
