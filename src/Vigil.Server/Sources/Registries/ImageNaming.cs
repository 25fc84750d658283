using Microsoft.Extensions.Options;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Server.Hosting;
using Vigil.Server.Submissions;

namespace Vigil.Server.Sources.Registries;

/// <summary>The resources that repositories and images of a registry are.</summary>
internal sealed class ImageNaming(IOptions<ServerOptions> options)
{
    /// <summary>A repository.</summary>
    public Resource Repository(OpenSource source, string repository, string frequency) => Of(source, ResourceType.AwsEcrRepository, repository) with
    {
        ImageRepository = new ImageRepository(repository, frequency),
    };

    /// <summary>An image, before it is scanned.</summary>
    public Resource Image(OpenSource source, string repository, string digest, IEnumerable<string> tags) => Of(source, ResourceType.AwsEcrContainerImage, $"{repository}/{digest}") with
    {
        Image = new ContainerImage { Repository = repository, Registry = source.Account.ToString(), Digest = digest, ImageTags = [.. tags.Take(1000)] },
    };

    /// <summary>An image, with what its scan tells.</summary>
    public static Resource Complete(Resource resource, Sighting sighting, Inventory inventory) => resource with
    {
        Image = resource.Image! with // made above
        {
            PushedAt = sighting.PushedAt,
            PulledAt = sighting.PulledAt,
            Architecture = inventory.Artifact.Architecture,
            OperatingSystem = inventory.OperatingSystem?.Platform ?? "",
        },
    };

    private Resource Of(OpenSource source, ResourceType type, string path) => new()
    {
        Account = source.Account,
        Type = type,
        Region = options.Value.Region,
        Id = $"arn:aws:ecr:{options.Value.Region}:{source.Account}:repository/{path}",
        Tags = [.. source.Setup.Tags.Select(tag => new Tag(tag.Key, tag.Value))],
    };
}
