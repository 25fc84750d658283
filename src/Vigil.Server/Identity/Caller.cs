using Vigil.Domain.Accounts;

namespace Vigil.Server.Identity;

/// <summary>Who makes a request.</summary>
/// <param name="Account">The account that the key belongs to.</param>
/// <param name="Role">What it may do there.</param>
/// <param name="AccessKeyId">The key.</param>
/// <param name="Region">Region that the request is signed for: it is in the names of what the request creates.</param>
/// <param name="Resource">The one resource that the key is for, of a host's key; <see langword="null"/> for any.</param>
internal sealed record Caller(AccountId Account, Role Role, string AccessKeyId, string Region, string? Resource = null)
{
    /// <summary>Who did not sign.</summary>
    public static Caller Nobody { get; } = new(AccountId.Of(0), Role.Scanner, "", "");
}

/// <summary>What a key may do in its account.</summary>
internal enum Role
{
    /// <summary>Everything.</summary>
    Administrator,

    /// <summary>Look at everything, change nothing.</summary>
    Reader,

    /// <summary>Submit inventories, nothing else.</summary>
    Scanner,
}
