namespace Vigil.Domain.Packages;

/// <summary>One layer of an image.</summary>
/// <param name="DiffId"><c>sha256:…</c> of the uncompressed tar.</param>
/// <param name="Digest"><c>sha256:…</c> of the blob as stored; equals <paramref name="DiffId"/> when stored uncompressed.</param>
/// <param name="CreatedBy">The build step of the image history, or empty.</param>
public sealed record Layer(string DiffId, string Digest, string CreatedBy = "");
