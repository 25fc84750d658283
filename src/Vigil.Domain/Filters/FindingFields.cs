using System.Collections.Frozen;
using System.Collections.Immutable;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;

namespace Vigil.Domain.Filters;

/// <summary>Everything that findings can be asked for: the members of the API's FilterCriteria.</summary>
public static class FindingFields
{
    private static readonly ImmutableArray<string> YesNo = ["NO", "YES"];

    /// <summary>The fields, in the order of the API's model.</summary>
    public static ImmutableArray<Field<RecordedFinding>> All { get; } =
    [
        Text("findingArn", finding => finding.Arn),
        Text("awsAccountId", finding => finding.Resource.Account.ToString()),
        Word("findingType", FindingWords.Type.All, finding => (int)finding.Content.Type),
        Word("severity", FindingWords.Severity.All, finding => (int)finding.Content.Severity),
        Date("firstObservedAt", finding => finding.State.FirstObservedAt),
        Date("lastObservedAt", finding => finding.State.LastObservedAt),
        Date("updatedAt", finding => finding.State.UpdatedAt),
        Word("findingStatus", FindingWords.Status.All, finding => (int)finding.State.Status),
        Text("title", finding => finding.Content.Title),
        Number("inspectorScore", finding => finding.Content.Score),
        Word("resourceType", ResourceTypes.Words.All, finding => (int)finding.Resource.Type),
        Text("resourceId", finding => finding.Resource.Id),
        Map("resourceTags", finding => finding.Resource.Tags),
        Text("ec2InstanceImageId", finding => finding.Resource.Machine?.ImageId),
        Text("ec2InstanceVpcId", finding => finding.Resource.Machine?.NetworkId),
        Texts("ec2InstanceSubnetId", finding => finding.Resource.Machine?.SubnetIds),
        Date("ecrImagePushedAt", finding => finding.Resource.Image?.PushedAt),
        Text("ecrImageArchitecture", finding => finding.Resource.Image?.Architecture),
        Text("ecrImageRegistry", finding => finding.Resource.Image?.Registry),
        Text("ecrImageRepositoryName", finding => finding.Resource.Image?.Repository),
        Texts("ecrImageTags", finding => finding.Resource.Image?.ImageTags),
        Text("ecrImageHash", finding => finding.Resource.Image?.Digest),
        Date("ecrImageLastInUseAt", finding => finding.Resource.Image?.LastInUseAt),
        Number("ecrImageInUseCount", finding => finding.Resource.Image?.InUseCount),
        new PortsField<RecordedFinding>("portRange", finding => finding.Content.Network),
        Text("networkProtocol", finding => finding.Content.Network?.Protocol),
        Texts("componentId", finding => finding.Content.Network?.Steps.Items.Select(step => step.ComponentId)),
        Texts("componentType", finding => finding.Content.Network?.Steps.Items.Select(step => step.ComponentType)),
        Text("vulnerabilityId", finding => finding.Content.Package?.VulnerabilityId),
        Text("vulnerabilitySource", finding => finding.Content.Package?.SeveritySource),
        Text("vendorSeverity", finding => finding.Content.Package?.VendorSeverity),
        new PackagesField<RecordedFinding>(
            "vulnerablePackages", finding => finding.Content.Package?.Packages.Items.SelectMany(one => PackageParts.Of(one.Package)) ?? []),
        Texts("relatedVulnerabilities", finding => finding.Content.Package?.Aliases),
        Word("fixAvailable", FindingWords.Fix.All, finding => (int)finding.Content.FixAvailable),
        Text("lambdaFunctionName", finding => finding.Resource.Function?.Name),
        Texts("lambdaFunctionLayers", finding => finding.Resource.Function?.Layers),
        Text("lambdaFunctionRuntime", finding => finding.Resource.Function?.Runtime),
        Date("lambdaFunctionLastModifiedAt", finding => finding.Resource.Function?.LastModifiedAt),
        Text("lambdaFunctionExecutionRoleArn", finding => finding.Resource.Function?.ExecutionRoleArn),
        Word("exploitAvailable", YesNo, finding => finding.Content.IsExploitAvailable ? 1 : 0),
        Text("codeVulnerabilityDetectorName", finding => finding.Content.Code?.DetectorName),
        Texts("codeVulnerabilityDetectorTags", finding => finding.Content.Code?.DetectorTags),
        Text("codeVulnerabilityFilePath", finding => finding.Content.Code?.FilePath),
        Number("epssScore", finding => finding.Content.Epss),
        Text("codeRepositoryProjectName", finding => finding.Resource.Project?.Name),
        Text("codeRepositoryProviderType", finding => finding.Resource.Project?.ProviderType),
        Text("cloudProvider", finding => finding.Resource.Provider),
        Text("cloudProviderRegion", finding => finding.Resource.Region),
        Text("cloudProviderAccountId", finding => finding.Resource.EffectiveProviderAccountId),
        Text("cloudProviderOrgId", finding => finding.Resource.ProviderOrgId),
        Text("cloudVmImageReference", finding => finding.Resource.Machine?.ImageId),
        Text("cloudVmNetworkId", finding => finding.Resource.Machine?.NetworkId),
        Texts("cloudVmSubnetIds", finding => finding.Resource.Machine?.SubnetIds),
        Text("cloudImageRepositoryName", finding => finding.Resource.Image?.Repository),
        Text("cloudImageRegistry", finding => finding.Resource.Image?.Registry),
        Text("cloudImageDigest", finding => finding.Resource.Image?.Digest),
        Texts("cloudImageTags", finding => finding.Resource.Image?.ImageTags),
        Date("cloudImagePushedAt", finding => finding.Resource.Image?.PushedAt),
        Text("cloudImageArchitecture", finding => finding.Resource.Image?.Architecture),
        Date("cloudImageLastInUseAt", finding => finding.Resource.Image?.LastInUseAt),
        Number("cloudImageInUseCount", finding => finding.Resource.Image?.InUseCount),
        Text("cloudServerlessFunctionName", finding => finding.Resource.Function?.Name),
        Text("cloudServerlessFunctionRuntime", finding => finding.Resource.Function?.Runtime),
        Date("cloudServerlessFunctionLastModifiedAt", finding => finding.Resource.Function?.LastModifiedAt),
        Text("cloudServerlessFunctionExecutionRole", finding => finding.Resource.Function?.ExecutionRoleArn),
    ];

    private static readonly FrozenDictionary<string, Field<RecordedFinding>> ByName = All.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    /// <summary>The field of a name; <see langword="null"/> when there is none.</summary>
    public static Field<RecordedFinding>? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether a finding is what criteria ask for.</summary>
    /// <exception cref="ArgumentException">A field does not exist, or a condition is of another kind than its field.</exception>
    public static bool Matches(this Criteria criteria, RecordedFinding finding)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return criteria.Fields.Items.All(one =>
            (Find(one.Field) ?? throw new ArgumentException($"There is no field {one.Field}.", nameof(criteria)))
            .Matches(finding, one.Conditions));
    }

    private static TextField<RecordedFinding> Text(string name, Func<RecordedFinding, string?> valueOf) => new(name, finding => [valueOf(finding) ?? ""]);

    private static TextField<RecordedFinding> Texts(string name, Func<RecordedFinding, IEnumerable<string>?> valuesOf) =>
        new(name, finding => valuesOf(finding) ?? []);

    private static WordField<RecordedFinding> Word(string name, ImmutableArray<string> words, Func<RecordedFinding, int> numberOf) =>
        new(name, words, numberOf);

    private static NumberField<RecordedFinding> Number(string name, Func<RecordedFinding, double?> valueOf) => new(name, valueOf);

    private static DateField<RecordedFinding> Date(string name, Func<RecordedFinding, DateTimeOffset?> valueOf) => new(name, valueOf);

    private static MapField<RecordedFinding> Map(string name, Func<RecordedFinding, IEnumerable<Tag>> tagsOf) => new(name, tagsOf);
}
