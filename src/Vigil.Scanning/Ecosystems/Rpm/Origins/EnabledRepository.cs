using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Origins;

/// <summary>A repository that packages may have come from.</summary>
/// <param name="Id">Its id: <c>rhel-8-for-x86_64-baseos-rpms</c>.</param>
internal sealed record EnabledRepository(string Id) : FileFact;
