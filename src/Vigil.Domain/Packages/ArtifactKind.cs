namespace Vigil.Domain.Packages;

/// <summary>What kind of thing was opened.</summary>
public enum ArtifactKind
{
    /// <summary>The root file system of a running machine.</summary>
    Host,

    /// <summary>A directory taken as a root file system: a mounted disk, an unpacked image.</summary>
    Directory,

    /// <summary>A container image with layers.</summary>
    Image,

    /// <summary>The deployment package of a serverless function, with its layers.</summary>
    Function,
}
