using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>The text of a small file that tells which operating system an artifact carries.</summary>
/// <param name="Text">The content; empty where the mere presence of the file is the fact.</param>
internal sealed record IdentityFile(string Text) : FileFact;
