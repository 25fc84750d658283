using System.Collections.Frozen;
using Vigil.Domain.Coverage;
using Vigil.Domain.Filters;
using Vigil.Domain.Resources;
using Vigil.Storage.Estates;

namespace Vigil.Storage.Queries;

/// <summary>Where the fields of coverage are: <c>c</c> coverage, <c>r</c> resource.</summary>
internal static class CoverageColumns
{
    public const string From = "coverage c JOIN resource r ON r.id = c.resource";

    /// <summary>Whether a resource is watched, as a number.</summary>
    public static readonly string StatusCode = $"(CASE WHEN c.reason <= {(int)ScanStatusReason.DeepInspectionNoInventory} THEN 1 ELSE 0 END)";

    private static readonly FrozenDictionary<string, Column> ByField = new Dictionary<string, Column>(StringComparer.Ordinal)
    {
        ["scanStatusCode"] = new WordColumn(StatusCode, CoverageWords.StatusCodes),
        ["scanStatusReason"] = new WordColumn("c.reason", CoverageWords.Reason.All),
        ["resourceId"] = new TextColumn("r.name"),
        ["resourceType"] = new WordColumn("r.type", ResourceTypes.Words.All),
        ["scanType"] = new WordColumn("c.scan_type", CoverageWords.Type.All),
        ["ecrRepositoryName"] = new TextColumn("r.repository"),
        ["ecrImageTags"] = Texts(ResourceLabel.ImageTag),
        ["ec2InstanceTags"] = Tags(ResourceKind.Machine),
        ["lambdaFunctionName"] = new TextColumn("r.function_name"),
        ["lambdaFunctionTags"] = Tags(ResourceKind.Function),
        ["lambdaFunctionRuntime"] = new TextColumn("r.runtime"),
        ["lastScannedAt"] = new DateColumn("c.scanned_at"),
        ["scanMode"] = new WordColumn("c.mode", CoverageWords.Mode.All),
        ["imagePulledAt"] = new DateColumn("r.pulled_at"),
        ["ecrImageLastInUseAt"] = new DateColumn("r.in_use_at"),
        ["ecrImageInUseCount"] = new NumberColumn("r.in_use_count"),
        ["codeRepositoryProjectName"] = new TextColumn("r.project"),
        ["codeRepositoryProviderType"] = new TextColumn("r.project_provider"),
        ["codeRepositoryProviderTypeVisibility"] = new TextColumn("r.visibility"),
        ["lastScannedCommitId"] = new TextColumn("r.commit_id"),
        ["cloudProvider"] = new TextColumn("r.provider"),
        ["cloudProviderAccountId"] = new TextColumn("r.provider_account"),
        ["cloudProviderRegion"] = new TextColumn("r.region"),
        ["cloudVmInstanceTags"] = Tags(ResourceKind.Machine),
        ["cloudContainerImageTags"] = Texts(ResourceLabel.ImageTag),
        ["cloudContainerRepositoryName"] = new TextColumn("r.repository"),
        ["cloudContainerRegistryName"] = new TextColumn("r.registry"),
        ["cloudServerlessFunctionName"] = new TextColumn("r.function_name"),
        ["cloudServerlessFunctionRuntime"] = new TextColumn("r.runtime"),
        ["cloudServerlessFunctionTags"] = Tags(ResourceKind.Function),
        ["cloudProviderOrgId"] = new TextColumn("r.provider_org"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The column of a field that is in the tables; <c>accountId</c> is not, as it is no text there.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public static Column Of(string field) => ByField.GetValueOrDefault(field) ?? throw new ArgumentException($"There is no field {field}.", nameof(field));

    private static TextsColumn Texts(ResourceLabel kind) => new($"r.id IN (SELECT l.resource FROM resource_label l WHERE l.kind = {(int)kind} AND", "l.value");

    // tags of one kind of resource only
    private static MapColumn Tags(ResourceKind kind) => new(
        $"r.kind = {(int)kind} AND r.id IN (SELECT l.resource FROM resource_label l WHERE l.kind = {(int)ResourceLabel.Tag} AND");
}
