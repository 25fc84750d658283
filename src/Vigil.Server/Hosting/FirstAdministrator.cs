using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Settings;

namespace Vigil.Server.Hosting;

/// <summary>Makes the first key of an installation: the one that the environment gives, or a random one that is printed once.</summary>
internal static class FirstAdministrator
{
    public const string IdVariable = "VIGIL_ADMIN_ACCESS_KEY_ID";
    public const string SecretVariable = "VIGIL_ADMIN_SECRET_ACCESS_KEY";

    /// <summary>Makes sure that there is one.</summary>
    /// <param name="keys">All keys.</param>
    /// <param name="organization">Gets its management account.</param>
    /// <param name="account">The account.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <param name="output">Where a random key is printed.</param>
    /// <exception cref="FormatException">The environment gives half a key, or one that no client can use.</exception>
    public static void Ensure(AccessKeys keys, Organization organization, AccountId account, Func<string, string?> variable, TextWriter output)
    {
        var (id, secret) = (variable(IdVariable), variable(SecretVariable));
        if (string.IsNullOrEmpty(id) != string.IsNullOrEmpty(secret))
        {
            throw new FormatException($"{IdVariable} and {SecretVariable} are given together or not at all.");
        }

        organization.Change(state => state.Management == default ? state with { Management = account } : state);
        if (!string.IsNullOrEmpty(id))
        {
            PutGiven(keys, new AccessKey(Checked(id), account, Role.Administrator, secret!));
        }
        else if (keys.IsEmpty)
        {
            var key = keys.Create(account, Role.Administrator, "first administrator");
            output.WriteLine($"The first administrator of account {account}. This is shown once, keep it:");
            output.WriteLine($"  AWS_ACCESS_KEY_ID={key.Id}");
            output.WriteLine($"  AWS_SECRET_ACCESS_KEY={key.Secret}");
        }
    }

    private static void PutGiven(AccessKeys keys, AccessKey given)
    {
        if (keys.Find(given.Id) is not { } known || known.Secret != given.Secret)
        {
            keys.Put(given, "administrator of the environment");
        }
    }

    private static string Checked(string id) =>
        id.Length is >= 4 and <= 128 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? id
            : throw new FormatException($"{IdVariable} must have 4 to 128 letters, digits, '-', '_' and '.'.");
}
