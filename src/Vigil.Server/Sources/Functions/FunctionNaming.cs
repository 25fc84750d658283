using Microsoft.Extensions.Options;
using Vigil.Domain.Accounts;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Server.Hosting;
using Vigil.Server.Submissions;

namespace Vigil.Server.Sources.Functions;

/// <summary>The resources that functions are, each version one of its own.</summary>
internal sealed class FunctionNaming(IOptions<ServerOptions> options)
{
    /// <summary>A function, before it is scanned.</summary>
    public Resource Function(AccountId account, FunctionPackage package, IEnumerable<KeyValuePair<string, string>> tags) => new()
    {
        Account = account,
        Type = ResourceType.AwsLambdaFunction,
        Region = options.Value.Region,
        Id = $"arn:aws:lambda:{options.Value.Region}:{account}:function:{package.Key}",
        Tags = [.. tags.Concat(package.Tags).GroupBy(tag => tag.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new Tag(group.Key, group.Last().Value))],
        Function = new ServerlessFunction
        {
            Name = package.Name,
            Version = package.Version,
            Runtime = ResourceNaming.RuntimeOf(package.Runtime),
            Layers = [.. package.Layers.Select(layer => $"arn:aws:lambda:{options.Value.Region}:{account}:layer:{Path.GetFileNameWithoutExtension(layer)}:1")],
        },
    };

    /// <summary>A function, with what its scan tells.</summary>
    public static Resource Complete(Resource resource, Inventory inventory, DateTimeOffset modifiedAt) => resource with
    {
        Function = resource.Function! with { CodeSha256 = ResourceNaming.CodeSha256(inventory.Artifact), LastModifiedAt = modifiedAt }, // made above
    };
}
