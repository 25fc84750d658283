using System.Collections.Frozen;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;
using Vigil.Storage.Estates;

namespace Vigil.Storage.Queries;

/// <summary>Where the fields of findings are: <c>f</c> finding, <c>r</c> resource, <c>a</c> assessment, <c>v</c> flaw, <c>c</c> coverage.</summary>
internal static class FindingColumns
{
    /// <summary>All tables that a field may be in, joined.</summary>
    public const string From =
        """
        finding f JOIN resource r ON r.id = f.resource JOIN assessment a ON a.id = f.assessment JOIN vulnerability v ON v.id = f.vulnerability
        LEFT JOIN coverage c ON c.account = f.account AND c.resource = f.resource AND c.scan_type = f.type
        """;

    /// <summary>When a finding was last seen: active ones by the last scan.</summary>
    public const string LastObserved = "(CASE WHEN f.status = 0 AND c.scanned_at > f.last_at THEN c.scanned_at ELSE f.last_at END)";

    private static readonly FrozenDictionary<string, Column> ByField = new Dictionary<string, Column>(StringComparer.Ordinal)
    {
        ["findingType"] = new WordColumn("f.type", FindingWords.Type.All),
        ["severity"] = new WordColumn("f.severity", FindingWords.Severity.All),
        ["firstObservedAt"] = new DateColumn("f.first_at"),
        ["lastObservedAt"] = new DateColumn(LastObserved),
        ["updatedAt"] = new DateColumn("f.updated_at"),
        ["findingStatus"] = new WordColumn("f.status", FindingWords.Status.All),
        ["title"] = new TextColumn("a.title"),
        ["inspectorScore"] = new NumberColumn("f.score"),
        ["resourceType"] = new WordColumn("r.type", ResourceTypes.Words.All),
        ["resourceId"] = new TextColumn("r.name"),
        ["resourceTags"] = new MapColumn(Labels(ResourceLabel.Tag)),
        ["ec2InstanceImageId"] = new TextColumn("r.image_id"),
        ["ec2InstanceVpcId"] = new TextColumn("r.network"),
        ["ec2InstanceSubnetId"] = Texts(ResourceLabel.Subnet),
        ["ecrImagePushedAt"] = new DateColumn("r.pushed_at"),
        ["ecrImageArchitecture"] = new TextColumn("r.architecture"),
        ["ecrImageRegistry"] = new TextColumn("r.registry"),
        ["ecrImageRepositoryName"] = new TextColumn("r.repository"),
        ["ecrImageTags"] = Texts(ResourceLabel.ImageTag),
        ["ecrImageHash"] = new TextColumn("r.digest"),
        ["ecrImageLastInUseAt"] = new DateColumn("r.in_use_at"),
        ["ecrImageInUseCount"] = new NumberColumn("r.in_use_count"),
        ["portRange"] = new PortsColumn("a.first_port", "a.last_port"),
        ["networkProtocol"] = new TextColumn("a.protocol"),
        ["componentId"] = Texts(AssessmentLabel.ComponentId),
        ["componentType"] = Texts(AssessmentLabel.ComponentType),
        ["vulnerabilityId"] = new TextColumn("v.name", "v.type = 0 AND "),
        ["vulnerabilitySource"] = new TextColumn("a.source"),
        ["vendorSeverity"] = new TextColumn("a.vendor_severity"),
        ["vulnerablePackages"] = new PackagesColumn("a.id IN (SELECT p.assessment FROM assessment_package p WHERE"),
        ["relatedVulnerabilities"] = new TextsColumn("v.id IN (SELECT l.vulnerability FROM vulnerability_alias l WHERE", "l.name"),
        ["fixAvailable"] = new WordColumn("a.fix", FindingWords.Fix.All),
        ["lambdaFunctionName"] = new TextColumn("r.function_name"),
        ["lambdaFunctionLayers"] = Texts(ResourceLabel.Layer),
        ["lambdaFunctionRuntime"] = new TextColumn("r.runtime"),
        ["lambdaFunctionLastModifiedAt"] = new DateColumn("r.modified_at"),
        ["lambdaFunctionExecutionRoleArn"] = new TextColumn("r.role"),
        ["exploitAvailable"] = new WordColumn("v.exploit", ["NO", "YES"]),
        ["codeVulnerabilityDetectorName"] = new TextColumn("a.detector"),
        ["codeVulnerabilityDetectorTags"] = Texts(AssessmentLabel.DetectorTag),
        ["codeVulnerabilityFilePath"] = new TextColumn("a.file_path"),
        ["epssScore"] = new NumberColumn("v.epss"),
        ["codeRepositoryProjectName"] = new TextColumn("r.project"),
        ["codeRepositoryProviderType"] = new TextColumn("r.project_provider"),
        ["cloudProvider"] = new TextColumn("r.provider"),
        ["cloudProviderRegion"] = new TextColumn("r.region"),
        ["cloudProviderAccountId"] = new TextColumn("r.provider_account"),
        ["cloudProviderOrgId"] = new TextColumn("r.provider_org"),
        ["cloudVmImageReference"] = new TextColumn("r.image_id"),
        ["cloudVmNetworkId"] = new TextColumn("r.network"),
        ["cloudVmSubnetIds"] = Texts(ResourceLabel.Subnet),
        ["cloudImageRepositoryName"] = new TextColumn("r.repository"),
        ["cloudImageRegistry"] = new TextColumn("r.registry"),
        ["cloudImageDigest"] = new TextColumn("r.digest"),
        ["cloudImageTags"] = Texts(ResourceLabel.ImageTag),
        ["cloudImagePushedAt"] = new DateColumn("r.pushed_at"),
        ["cloudImageArchitecture"] = new TextColumn("r.architecture"),
        ["cloudImageLastInUseAt"] = new DateColumn("r.in_use_at"),
        ["cloudImageInUseCount"] = new NumberColumn("r.in_use_count"),
        ["cloudServerlessFunctionName"] = new TextColumn("r.function_name"),
        ["cloudServerlessFunctionRuntime"] = new TextColumn("r.runtime"),
        ["cloudServerlessFunctionLastModifiedAt"] = new DateColumn("r.modified_at"),
        ["cloudServerlessFunctionExecutionRole"] = new TextColumn("r.role"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The column of a field that is in the tables; <c>findingArn</c> and <c>awsAccountId</c> are not, as they are not texts there.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public static Column Of(string field) => ByField.GetValueOrDefault(field) ?? throw new ArgumentException($"There is no field {field}.", nameof(field));

    private static string Labels(ResourceLabel kind) => $"r.id IN (SELECT l.resource FROM resource_label l WHERE l.kind = {(int)kind} AND";

    private static TextsColumn Texts(ResourceLabel kind) => new(Labels(kind), "l.value");

    private static TextsColumn Texts(AssessmentLabel kind) =>
        new($"a.id IN (SELECT l.assessment FROM assessment_label l WHERE l.kind = {(int)kind} AND", "l.value");
}
