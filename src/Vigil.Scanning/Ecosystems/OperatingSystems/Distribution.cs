namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>One distribution: how its os-release is turned into an ecosystem and a release of advisories.</summary>
/// <param name="Id"><c>ID</c> of os-release.</param>
/// <param name="Ecosystem">Ecosystem in the OSV spelling where it has one.</param>
/// <param name="Release">Release as that ecosystem's advisories name it, from os-release; empty when it cannot be told.</param>
/// <param name="PurlNamespace">Namespace of its package URLs.</param>
internal sealed record Distribution(string Id, string Ecosystem, Func<OsRelease, string> Release, string PurlNamespace)
{
    public Distribution(string id, string ecosystem, Func<OsRelease, string> release)
        : this(id, ecosystem, release, id)
    {
    }
}
