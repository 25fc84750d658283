using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Server.Identity;

namespace Vigil.Server.Wire;

/// <summary>Tokens for the next page: where a list goes on, signed together with who asked for what, so that they fit nothing else.</summary>
/// <param name="box">Holds the key that signs.</param>
internal sealed class PageTokens(SecretBox box)
{
    private const int TagBytes = 16;

    /// <summary>Writes the token that goes on after a place.</summary>
    /// <param name="json">Takes <c>nextToken</c>.</param>
    /// <param name="call">The call that the page answers.</param>
    /// <param name="place">The place, in words of the list; nothing is written when it is <see langword="null"/>.</param>
    public void Write(Utf8JsonWriter json, Call call, string? place)
    {
        if (place is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(place);
            json.WriteString("nextToken", Base64Url.EncodeToString([.. Tag(call, bytes), .. bytes]));
        }
    }

    /// <summary>The place after which a call wants to go on; empty for the beginning.</summary>
    /// <exception cref="ApiException">The token is none of this list.</exception>
    public string Read(Call call)
    {
        if (call.Input.OptionalText("nextToken") is not { Length: > 0 } token)
        {
            return "";
        }

        var bytes = Base64Url.IsValid(token) ? Base64Url.DecodeFromChars(token) : [];
        return bytes.Length > TagBytes && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, TagBytes), Tag(call, bytes.AsSpan(TagBytes)))
            ? Encoding.UTF8.GetString(bytes, TagBytes, bytes.Length - TagBytes)
            : throw ApiException.Invalid("nextToken", "is no token of a list with these criteria");
    }

    // the size of a page may change on the way
    private ReadOnlySpan<byte> Tag(Call call, ReadOnlySpan<byte> place)
    {
        var asked = new StringBuilder().Append(call.Operation.Name).Append('\n').Append(call.Account).Append('\n');
        foreach (var member in call.Input.EnumerateObject().Where(member => member.Name is not ("nextToken" or "maxResults") && member.Value.ValueKind != JsonValueKind.Null))
        {
            asked.Append(member.Name).Append('=').Append(member.Value.GetRawText()).Append('\n');
        }

        return box.Authenticate([.. Encoding.UTF8.GetBytes(asked.ToString()), .. place]).AsSpan(0, TagBytes);
    }

    /// <summary>One page of items that are at hand, by a key in ordinal order.</summary>
    /// <returns>The items and the place to go on after.</returns>
    public static (List<T> Items, string? Next) Page<T>(IEnumerable<T> items, Func<T, string> keyOf, string after, int size)
    {
        var page = items.OrderBy(keyOf, StringComparer.Ordinal).Where(item => string.CompareOrdinal(keyOf(item), after) > 0).Take(size + 1).ToList();
        if (page.Count <= size)
        {
            return (page, null);
        }

        page.RemoveAt(size);
        return (page, keyOf(page[^1]));
    }
}
