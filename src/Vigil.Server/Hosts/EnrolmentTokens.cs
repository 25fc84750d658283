using System.Security.Cryptography;
using System.Text;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage.Records;

namespace Vigil.Server.Hosts;

/// <summary>The enrolment tokens of this installation: <c>VGET…</c>, a dot, and 200 random bits that are stored as a digest only.</summary>
internal sealed class EnrolmentTokens(IRecords records, TimeProvider clock)
{
    // tokens belong to accounts, but are found by their id alone
    private static readonly AccountId Nobody = AccountId.Of(0);

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly Shelf<EnrolmentToken> _shelf = new(records, "enrolment-token");

    /// <summary>Makes a token.</summary>
    /// <param name="make">Gives what is stored, out of the digest.</param>
    /// <returns>The token: this is the only time that anybody sees it.</returns>
    public string Create(Func<string, EnrolmentToken> make)
    {
        var id = $"VGET{RandomNumberGenerator.GetString(Letters, 12)}";
        var token = $"{id}.{RandomNumberGenerator.GetString(Letters, 40)}";
        _shelf.TryAdd(Nobody, id, make(DigestOf(token)));
        return token;
    }

    /// <summary>The tokens of an account, ordinal order of their ids; also those that are worth nothing any more.</summary>
    public IReadOnlyList<(string Id, EnrolmentToken Token)> Of(AccountId account) => [.. _shelf.List(Nobody).Where(one => one.Value.Account == account)];

    /// <summary>Uses a token once.</summary>
    /// <exception cref="ApiException">There is no such token, it has expired, or was used as often as it may be.</exception>
    public (string Id, EnrolmentToken Token) Use(string token)
    {
        var id = IdOf(token);
        if (_shelf.Get(Nobody, id) is not { } known
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known.Digest), Encoding.ASCII.GetBytes(DigestOf(token))))
        {
            throw ApiException.AccessDenied("There is no such enrolment token.");
        }

        return (id, _shelf.Change(Nobody, id, Used));
    }

    /// <summary>Removes a token of an account. Hosts that enrolled with it stay.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(AccountId account, string id) => _shelf.Get(Nobody, id)?.Account == account && _shelf.Delete(Nobody, id);

    /// <summary>The part of a token that names it.</summary>
    public static string IdOf(string token) => token.Split('.')[0];

    private EnrolmentToken Used(EnrolmentToken? token)
    {
        if (token is null || token.ExpiresAt <= clock.GetUtcNow())
        {
            throw ApiException.AccessDenied("This enrolment token has expired.");
        }

        return token.UsesLeft > 0
            ? token with { UsesLeft = token.UsesLeft - 1 }
            : throw ApiException.AccessDenied("This enrolment token was used as often as it may be.");
    }

    private static string DigestOf(string token) => CanonicalRequest.Digest(Encoding.UTF8.GetBytes(token));
}
