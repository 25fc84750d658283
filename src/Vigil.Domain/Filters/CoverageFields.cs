using System.Collections.Frozen;
using System.Collections.Immutable;
using Vigil.Domain.Coverage;
using Vigil.Domain.Resources;

namespace Vigil.Domain.Filters;

/// <summary>Everything that coverage can be asked for: the members of the API's CoverageFilterCriteria.</summary>
public static class CoverageFields
{
    /// <summary>The fields, in the order of the API's model.</summary>
    public static ImmutableArray<Field<CoverageEntry>> All { get; } =
    [
        Word("scanStatusCode", CoverageWords.StatusCodes, entry => CoverageWords.IsActive(entry.Reason) ? 1 : 0),
        Word("scanStatusReason", CoverageWords.Reason.All, entry => (int)entry.Reason),
        Text("accountId", entry => entry.Resource.Account.ToString()),
        Text("resourceId", entry => entry.Resource.Id),
        Word("resourceType", ResourceTypes.Words.All, entry => (int)entry.Resource.Type),
        Word("scanType", CoverageWords.Type.All, entry => (int)entry.ScanType),
        Text("ecrRepositoryName", entry => entry.Resource.Image?.Repository ?? entry.Resource.ImageRepository?.Name),
        Texts("ecrImageTags", entry => entry.Resource.Image?.ImageTags),
        Map("ec2InstanceTags", entry => entry.Resource.Machine is null ? [] : entry.Resource.Tags),
        Text("lambdaFunctionName", entry => entry.Resource.Function?.Name),
        Map("lambdaFunctionTags", entry => entry.Resource.Function is null ? [] : entry.Resource.Tags),
        Text("lambdaFunctionRuntime", entry => entry.Resource.Function?.Runtime),
        new DateField<CoverageEntry>("lastScannedAt", entry => entry.LastScannedAt),
        Word("scanMode", CoverageWords.Mode.All, entry => (int)entry.ScanMode),
        new DateField<CoverageEntry>("imagePulledAt", entry => entry.Resource.Image?.PulledAt),
        new DateField<CoverageEntry>("ecrImageLastInUseAt", entry => entry.Resource.Image?.LastInUseAt),
        new NumberField<CoverageEntry>("ecrImageInUseCount", entry => entry.Resource.Image?.InUseCount),
        Text("codeRepositoryProjectName", entry => entry.Resource.Project?.Name),
        Text("codeRepositoryProviderType", entry => entry.Resource.Project?.ProviderType),
        Text("codeRepositoryProviderTypeVisibility", entry => entry.Resource.Project?.Visibility),
        Text("lastScannedCommitId", entry => entry.Resource.Project?.LastScannedCommitId),
        Text("cloudProvider", entry => entry.Resource.Provider),
        Text("cloudProviderAccountId", entry => entry.Resource.EffectiveProviderAccountId),
        Text("cloudProviderRegion", entry => entry.Resource.Region),
        Map("cloudVmInstanceTags", entry => entry.Resource.Machine is null ? [] : entry.Resource.Tags),
        Texts("cloudContainerImageTags", entry => entry.Resource.Image?.ImageTags),
        Text("cloudContainerRepositoryName", entry => entry.Resource.Image?.Repository ?? entry.Resource.ImageRepository?.Name),
        Text("cloudContainerRegistryName", entry => entry.Resource.Image?.Registry),
        Text("cloudServerlessFunctionName", entry => entry.Resource.Function?.Name),
        Text("cloudServerlessFunctionRuntime", entry => entry.Resource.Function?.Runtime),
        Map("cloudServerlessFunctionTags", entry => entry.Resource.Function is null ? [] : entry.Resource.Tags),
        Text("cloudProviderOrgId", entry => entry.Resource.ProviderOrgId),
    ];

    private static readonly FrozenDictionary<string, Field<CoverageEntry>> ByName = All.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    /// <summary>The field of a name; <see langword="null"/> when there is none.</summary>
    public static Field<CoverageEntry>? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether coverage is what criteria ask for.</summary>
    /// <exception cref="ArgumentException">A field does not exist, or a condition is of another kind than its field.</exception>
    public static bool Matches(this Criteria criteria, CoverageEntry entry)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return criteria.Fields.Items.All(one =>
            (Find(one.Field) ?? throw new ArgumentException($"There is no field {one.Field}.", nameof(criteria))).Matches(entry, one.Conditions));
    }

    private static TextField<CoverageEntry> Text(string name, Func<CoverageEntry, string?> valueOf) => new(name, entry => [valueOf(entry) ?? ""]);

    private static TextField<CoverageEntry> Texts(string name, Func<CoverageEntry, IEnumerable<string>?> valuesOf) => new(name, entry => valuesOf(entry) ?? []);

    private static WordField<CoverageEntry> Word(string name, ImmutableArray<string> words, Func<CoverageEntry, int> numberOf) => new(name, words, numberOf);

    private static MapField<CoverageEntry> Map(string name, Func<CoverageEntry, IEnumerable<Tag>> tagsOf) => new(name, tagsOf);
}
