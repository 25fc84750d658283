namespace Vigil.Domain.Packages;

/// <summary>What was opened, in a form that names the same bytes again.</summary>
/// <param name="Kind">Host, directory or image.</param>
/// <param name="Name">What the user called it: a path, an image reference.</param>
/// <param name="Digest"><c>sha256:…</c> of the image manifest or, where there is none, of the configuration; empty for hosts and directories.</param>
/// <param name="Architecture">Processor architecture in the OCI spelling (<c>amd64</c>); empty when unknown.</param>
public sealed record ArtifactIdentity(ArtifactKind Kind, string Name, string Digest = "", string Architecture = "")
{
    /// <summary>When an image was built, as its configuration states it; <see langword="null"/> where nothing does.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Runtime that a function is to run on, as it was named (<c>python3.12</c>); empty when it was not.</summary>
    public string Runtime { get; init; } = "";
}
