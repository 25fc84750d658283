using Vigil.Domain.Resources;

namespace Vigil.Storage.Estates;

/// <summary>What a resource is, whoever provides it. The numbers are stored.</summary>
internal enum ResourceKind
{
    Other,
    Machine,
    Image,
    ImageRepository,
    Function,
    Project,
}

/// <summary>From resources to their kind.</summary>
internal static class ResourceKinds
{
    public static ResourceKind Of(Resource resource) => resource switch
    {
        { Machine: not null } => ResourceKind.Machine,
        { Image: not null } => ResourceKind.Image,
        { ImageRepository: not null } => ResourceKind.ImageRepository,
        { Function: not null } => ResourceKind.Function,
        { Project: not null } => ResourceKind.Project,
        _ => ResourceKind.Other,
    };
}
