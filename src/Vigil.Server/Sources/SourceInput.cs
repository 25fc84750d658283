using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain.Filters;
using Vigil.Server.Wire;

namespace Vigil.Server.Sources;

/// <summary>Reads a source as a call describes it.</summary>
internal static class SourceInput
{
    /// <summary>Names of the kinds on the wire.</summary>
    public static Words<SourceKind> Words { get; } = new(kind => JsonNamingPolicy.SnakeCaseUpper.ConvertName(kind.ToString()));

    /// <summary>The source, without its secret.</summary>
    public static Source Read(Call call, string region)
    {
        var input = call.Input;
        var kind = Words.TryParse(call.Text("kind"), out var known) ? known : throw ApiException.Invalid("kind", "is unknown");
        return new Source
        {
            Kind = kind,
            Address = input.OptionalText("address") ?? "",
            Interval = input.OptionalNumber("intervalSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : IntervalOf(kind),
            Repositories = [.. input.Texts("repositories")],
            IncludeRepositories = [.. input.Texts("includeRepositories")],
            ExcludeRepositories = [.. input.Texts("excludeRepositories")],
            IncludeTags = [.. input.Texts("includeTags")],
            ExcludeTags = [.. input.Texts("excludeTags")],
            IsInsecure = input.OptionalFlag("insecure") ?? false,
            MebibytesPerSecond = input.OptionalNumber("mebibytesPerSecond") ?? 0,
            User = input.OptionalText("user") ?? "",
            Region = input.OptionalText("region") ?? region,
            Bucket = input.OptionalText("bucket") ?? "",
            Prefix = input.OptionalText("prefix") ?? "",
            ResourceId = input.OptionalText("resourceId") ?? "",
            Tags = input.TextEntries("tags").ToImmutableSortedDictionary(StringComparer.Ordinal),
            CreatedAt = call.At,
        };
    }

    private static TimeSpan IntervalOf(SourceKind kind) => kind switch
    {
        SourceKind.Disk => TimeSpan.FromDays(1),
        SourceKind.SbomInbox => TimeSpan.FromSeconds(10),
        SourceKind.FunctionDirectory => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromMinutes(5),
    };
}
