namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>What a registry wants to be told, out of <c>WWW-Authenticate</c> (RFC 9110, 11.6.1).</summary>
/// <seealso href="https://distribution.github.io/distribution/spec/auth/token/"/>
internal sealed record AuthenticationChallenge(string Scheme, string Realm, string Service, string Scope)
{
    /// <summary>Reads the parameters of one challenge, <c>realm="…",service="…",scope="…"</c>.</summary>
    public static AuthenticationChallenge Parse(string scheme, string parameters)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var rest = parameters.AsSpan(); !rest.IsEmpty;)
        {
            var equals = rest.IndexOf('=');
            if (equals < 0)
            {
                break;
            }

            var key = rest[..equals].Trim(" ,").ToString();
            rest = rest[(equals + 1)..];
            var isQuoted = rest.StartsWith("\"");
            rest = isQuoted ? rest[1..] : rest;
            var end = rest.IndexOf(isQuoted ? '"' : ',');
            values[key] = (end < 0 ? rest : rest[..end]).Trim().ToString();
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return new AuthenticationChallenge(
            scheme, values.GetValueOrDefault("realm", ""), values.GetValueOrDefault("service", ""), values.GetValueOrDefault("scope", ""));
    }
}
