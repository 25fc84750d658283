namespace Vigil.Scanning.Sbom.Components;

/// <summary>Names of Vigil's own properties, but for those of <see cref="PackageMembers"/>; described in <c>docs/sbom.md</c>.</summary>
internal static class ArtifactProperties
{
    public const string Kind = "vigil:artifact:kind";
    public const string Architecture = "vigil:artifact:architecture";
    public const string Created = "vigil:artifact:created";
    public const string Runtime = "vigil:artifact:runtime";
    public const string RunningKernel = "vigil:artifact:runningKernel";
    public const string Layer = "vigil:layer";
    public const string Diagnostic = "vigil:diagnostic";
    public const string Location = "vigil:location";

    public const string Ecosystem = "vigil:os:ecosystem";
    public const string Release = "vigil:os:release";
    public const string Codename = "vigil:os:codename";
    public const string Entitlements = "vigil:os:entitlements";
    public const string Evidence = "vigil:os:evidence";
}
