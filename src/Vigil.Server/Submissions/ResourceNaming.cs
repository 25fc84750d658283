using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Submissions;

/// <summary>Says which resource an inventory is of: what the request names, and for the rest what the inventory tells.</summary>
/// <remarks>The ids have the forms that the API knows: of a machine without one <c>i-</c> and 17 digits of a digest of its name, of an image an ARN with its digest.</remarks>
internal static class ResourceNaming
{
    /// <summary>The resource.</summary>
    /// <param name="account">Who submits.</param>
    /// <param name="named">The member <c>resource</c>; <see langword="null"/> when it is absent.</param>
    /// <param name="inventory">What it contains.</param>
    /// <param name="region">Region of this installation.</param>
    public static Resource Of(AccountId account, JsonElement? named, Inventory inventory, string region)
    {
        var type = named?.OptionalText("type") is { } word && ResourceTypes.Words.TryParse(word, out var said) ? said
            : inventory.Artifact.Kind switch
            {
                ArtifactKind.Image => ResourceType.AwsEcrContainerImage,
                ArtifactKind.Function => ResourceType.AwsLambdaFunction,
                _ => ResourceType.AwsEc2Instance,
            };
        var name = named?.OptionalText("name") ?? inventory.Artifact.Name;
        var resource = new Resource { Account = account, Type = type, Id = "", Region = region, Tags = Tags(named, name) };
        return type switch
        {
            ResourceType.AwsEcrContainerImage => Image(resource, named, name, inventory),
            ResourceType.AwsLambdaFunction => Function(resource, named, name, inventory.Artifact),
            _ => resource with { Id = named?.OptionalText("id") ?? $"i-{Digest(name)[..17]}", Machine = new Machine { OperatingSystem = inventory.OperatingSystem?.Platform ?? "" } },
        };
    }

    /// <summary>How a resource that was submitted is looked into.</summary>
    public static ScanMode ModeOf(Resource resource) => resource.Type == ResourceType.AwsEc2Instance ? ScanMode.InspectorAgentBased : ScanMode.None;

    private static Resource Image(Resource resource, JsonElement? named, string name, Inventory inventory)
    {
        var (repository, tag) = Split(name);
        repository = named?.OptionalText("repository") ?? repository;
        var digest = inventory.Artifact.Digest.Length > 0 ? inventory.Artifact.Digest : $"sha256:{Digest(name)}";
        string[] tags = named?.Member("imageTags") is null ? tag.Length > 0 ? [tag] : [] : [.. named.Value.Texts("imageTags").Order(StringComparer.Ordinal)];
        return resource with
        {
            Id = named?.OptionalText("id") ?? $"arn:aws:ecr:{resource.Region}:{resource.Account}:repository/{repository}/{digest}",
            Image = new ContainerImage
            {
                Repository = repository,
                Registry = resource.Account.ToString(),
                Digest = digest,
                ImageTags = [.. tags],
                Architecture = inventory.Artifact.Architecture,
                OperatingSystem = inventory.OperatingSystem?.Platform ?? "",
            },
        };
    }

    private static Resource Function(Resource resource, JsonElement? named, string called, ArtifactIdentity artifact)
    {
        var name = RepositoryName(called).Replace('/', '-').Replace('.', '-');
        return resource with
        {
            Id = named?.OptionalText("id") ?? $"arn:aws:lambda:{resource.Region}:{resource.Account}:function:{name}:$LATEST",
            Function = new ServerlessFunction { Name = name, Runtime = RuntimeOf(artifact.Runtime), CodeSha256 = CodeSha256(artifact) },
        };
    }

    /// <summary>A runtime as the API calls it: <c>nodejs22.x</c> is <c>NODEJS_22_X</c>; it has a word only for some.</summary>
    public static string RuntimeOf(string name)
    {
        var digit = name.AsSpan().IndexOfAnyInRange('0', '9');
        var word = (digit < 0 ? name : $"{name[..digit]}_{name[digit..]}").Replace('.', '_').ToUpperInvariant();
        return ApiModel.Inspector2["Runtime"] is EnumShape known && known.Words.Contains(word) ? word : "UNSUPPORTED";
    }

    /// <summary>The digest of a zip as the provider writes it.</summary>
    public static string CodeSha256(ArtifactIdentity artifact) =>
        artifact.Kind == ArtifactKind.Function && artifact.Digest.Length == "sha256:".Length + 64 ? Convert.ToBase64String(Convert.FromHexString(artifact.Digest["sha256:".Length..])) : "";

    // "registry.example:5000/team/app:1.2" is team/app and 1.2; a file of an image has the name of the file
    private static (string Repository, string Tag) Split(string reference)
    {
        var name = reference.Split('@')[0];
        var colon = name.LastIndexOf(':');
        var hasTag = colon > name.LastIndexOf('/');
        return (RepositoryName(hasTag ? name[..colon] : name), hasTag ? name[(colon + 1)..] : "");
    }

    private static string RepositoryName(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var isRegistry = slash > 0 && (name.AsSpan(0, slash).ContainsAny('.', ':') || name.StartsWith("localhost/", StringComparison.Ordinal));
        var path = Path.IsPathRooted(name) || name.StartsWith('.') ? Path.GetFileNameWithoutExtension(name) : isRegistry ? name[(slash + 1)..] : name;
        var clean = new StringBuilder();
        foreach (var letter in path.ToLowerInvariant())
        {
            clean.Append(char.IsAsciiLetterOrDigit(letter) || letter == '/' ? letter : '-');
        }

        var parts = clean.ToString().Split('/').Select(part => string.Join('-', part.Split('-', StringSplitOptions.RemoveEmptyEntries))).Where(part => part.Length > 0);
        return string.Join('/', parts) is { Length: > 0 } repository ? repository : "image";
    }

    private static EquatableArray<Tag> Tags(JsonElement? named, string name)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Name"] = name.Length > 256 ? name[..256] : name };
        foreach (var (key, value) in named?.TextEntries("tags") ?? [])
        {
            tags[key] = value;
        }

        return [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
