using Vigil.Scanning.Artifacts.Registries;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Registries;

/// <summary>Looks at a registry: asks for a look at each repository that it has, and at those that it had.</summary>
internal sealed class RegistryLook(RegistryAccess access, Sightings sightings, WorkList list) : ISourceLook
{
    public IReadOnlyCollection<SourceKind> Kinds => [SourceKind.Registry];

    public IReadOnlyCollection<string> Work => [RepositoryWorker.WorkKind, ImageWorker.WorkKind];

    public async Task LookAsync(OpenSource source, WorkLane lane, CancellationToken stopping)
    {
        var setup = source.Setup;
        IReadOnlyList<string> present = setup.Repositories.IsEmpty
            ? await new RegistryCatalog(setup.Address, access.OptionsOf(source)).RepositoriesAsync(stopping)
            : setup.Repositories;
        var known = sightings.Of(source).Select(one => RepositoryOf(one.Key)).ToHashSet(StringComparer.Ordinal);
        list.Ask([.. present.Where(name => Wants(source, name)).Union(known, StringComparer.Ordinal)
            .Select(name => new WorkItem(RepositoryWorker.WorkKind, source.Account, $"{source.Name}/{name}") { Lane = lane })]);
    }

    /// <summary>Whether a repository is to be watched.</summary>
    public static bool Wants(OpenSource source, string repository) =>
        (source.Setup.Repositories.IsEmpty || source.Setup.Repositories.Contains(repository))
        && Glob.Admits(source.Setup.IncludeRepositories, source.Setup.ExcludeRepositories, repository);

    /// <summary>The repository of the key of an image.</summary>
    public static string RepositoryOf(string key) => key[..key.IndexOf('@', StringComparison.Ordinal)];
}
