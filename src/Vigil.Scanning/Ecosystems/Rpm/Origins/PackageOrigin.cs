using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Origins;

/// <summary>From which repository a package was installed, as the tool that installed it noted.</summary>
/// <param name="Package">Name, version, release and architecture, joined by dashes, without epoch: <c>bash-4.2.46-34.el7-x86_64</c>.</param>
/// <param name="Repository">Id of the repository: <c>amzn2extra-docker</c>.</param>
internal sealed record PackageOrigin(string Package, string Repository) : FileFact;
