using Vigil.Scanning.Ecosystems.AmazonLinux;
using Vigil.Scanning.Ecosystems.RedHat;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Origins;

/// <summary>Tells of packages what their distribution's advisories are limited by: the products behind a Red Hat repository, an Amazon Linux topic.</summary>
/// <remarks>
/// The rpm database does not keep where a package came from. The notes of yum and dnf do, of each package; where they say nothing that is understood, a Red
/// Hat package may be of any repository that is enabled or that the image was built from. Without evidence the text is empty.
/// </remarks>
internal sealed class RpmOrigins
{
    private readonly OperatingSystem? _system;
    private readonly Dictionary<string, string> _repositories = new(StringComparer.Ordinal);
    private readonly string _products = "";

    public RpmOrigins(ArtifactView view, OperatingSystem? system)
    {
        _system = system;
        if (system?.Ecosystem is not ("Red Hat" or "Amazon Linux"))
        {
            return;
        }

        var facts = view.Files.SelectMany(file => file.Facts).ToList();
        foreach (var origin in facts.OfType<PackageOrigin>())
        {
            _repositories[origin.Package] = origin.Repository;
        }

        _products = string.Join(' ', facts.OfType<EnabledRepository>().Select(one => Understood(one.Id)).Where(product => product.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>A package database whose packages say their repository, as <see cref="Domain.Packages.Coordinate.Repository"/> has it.</summary>
    public VisibleFile Complete(VisibleFile file) =>
        file.Facts is [PackageFact { Kind: "rpm" }, ..] && (_repositories.Count > 0 || _products.Length > 0)
            ? file with { Facts = [.. file.Facts.Select(fact => fact is PackageFact package ? Complete(package) : fact)] }
            : file;

    private PackageFact Complete(PackageFact fact)
    {
        var id = _repositories.GetValueOrDefault($"{fact.Name}-{EpochVersionRelease.Parse(fact.Version).WithoutEpoch}-{fact.Arch}", "");
        var own = Understood(id);
        return fact with { Repository = own.Length > 0 ? own : _system?.Ecosystem == "Red Hat" ? _products : "" };
    }

    private string Understood(string repository) => _system?.Ecosystem switch
    {
        "Red Hat" => RedHatRepository.ProductOf(repository, _system.VersionId),
        "Amazon Linux" => AmazonLinuxRepository.TopicOf(repository),
        _ => "",
    };
}
