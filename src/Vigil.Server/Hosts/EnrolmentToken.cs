using System.Collections.Immutable;
using Vigil.Domain.Accounts;

namespace Vigil.Server.Hosts;

/// <summary>What lets machines become hosts of an account, as it is stored: not what the machine says, only its digest.</summary>
/// <param name="Account">The account.</param>
/// <param name="Digest">SHA-256 of the whole token, hexadecimal.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is worth nothing.</param>
/// <param name="UsesLeft">How many machines may still use it.</param>
/// <param name="Tags">What hosts get that enrol with it.</param>
/// <param name="Description">What it is for.</param>
internal sealed record EnrolmentToken(
    AccountId Account,
    string Digest,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    int UsesLeft,
    ImmutableSortedDictionary<string, string> Tags,
    string Description);
