using Vigil.Domain.Coverage;
using Vigil.Scanning.Artifacts;

namespace Vigil.Server.Sources;

/// <summary>What coverage says of an artifact that cannot be opened (spec §7).</summary>
internal static class ScanFailure
{
    /// <summary>The reason.</summary>
    public static ScanStatusReason ReasonOf(ArtifactException failure) =>
        failure.Code == ArtifactCodes.RegistryDenied ? ScanStatusReason.AccessDenied
        : failure.Code == ArtifactCodes.PlatformMissing ? ScanStatusReason.UnsupportedOs
        : failure.Code == ArtifactCodes.ManifestInvalid || failure.Code == ArtifactCodes.LimitReached ? ScanStatusReason.UnsupportedMediaType
        : failure.Code == ArtifactCodes.NotRecognised ? ScanStatusReason.UnsupportedCodeArtifacts
        : ScanStatusReason.InternalError;

    /// <summary>Whether another attempt may end otherwise.</summary>
    public static bool IsPassing(ArtifactException failure) => failure.Code == ArtifactCodes.RegistryDenied || failure.Code == ArtifactCodes.RegistryFailed;
}
