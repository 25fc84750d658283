using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Vigil.Server.Wire;

/// <summary>A request as it came off the wire: the path and query are not decoded, the body is complete.</summary>
/// <param name="Method"><c>POST</c>.</param>
/// <param name="Path">As sent: <c>/tags/arn%3Aaws%3A…</c>.</param>
/// <param name="Query">Pairs in their order, decoded once.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Body">The body.</param>
internal sealed record RawRequest(string Method, string Path, ImmutableArray<QueryPair> Query, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Takes a request whose body was read.</summary>
    public static RawRequest Of(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // absolute form, as to a proxy
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var uri))
        {
            target = uri.GetComponents(UriComponents.PathAndQuery, UriFormat.UriEscaped);
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        return new RawRequest(context.Request.Method, path, mark < 0 ? [] : QueryPair.ReadAll(target[(mark + 1)..]), context.Request.Headers, body);
    }

    /// <summary>The values of a header, one for each line.</summary>
    public StringValues HeaderValues(string name) => Headers[name];
}

/// <summary>One <c>name=value</c> of a query, decoded.</summary>
internal readonly record struct QueryPair(string Name, string Value)
{
    public static ImmutableArray<QueryPair> ReadAll(string query) =>
        [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static QueryPair Read(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new QueryPair(Uri.UnescapeDataString(part), "")
            : new QueryPair(Uri.UnescapeDataString(part[..equals]), Uri.UnescapeDataString(part[(equals + 1)..]));
    }
}
