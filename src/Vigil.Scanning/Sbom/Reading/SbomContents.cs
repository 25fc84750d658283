using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>What the readers of all formats find, in the order of the document.</summary>
/// <param name="limits">Bounds.</param>
internal sealed class SbomContents(ScanLimits limits)
{
    private readonly DiagnosticList _diagnostics = new(limits.MaxDiagnosticsPerCode);
    private readonly List<SbomComponent> _packages = [];

    /// <summary>Whether the document said that it is of a known format.</summary>
    public bool IsRecognised { get; set; }

    /// <summary>What the document describes.</summary>
    public SbomComponent? Artifact { get; set; }

    /// <summary>The operating system.</summary>
    public SbomComponent? OperatingSystem { get; set; }

    /// <summary>Components with a package URL.</summary>
    public IReadOnlyList<SbomComponent> Packages => _packages;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics.Items;

    /// <summary>Takes a component; those that are no packages (files, services) are passed over where they have no package URL.</summary>
    public void Add(SbomComponent component, bool isPackage = true)
    {
        if (component.Kind == SbomComponentKind.OperatingSystem && component.Purl.Length == 0)
        {
            OperatingSystem ??= component;
        }
        else if (component.Purl.Length == 0)
        {
            if (isPackage)
            {
                Report(SbomCodes.NoPackageUrl, component.Name, "The component has no package URL: it cannot be matched.");
            }
        }
        else if (_packages.Count < limits.MaxPackages)
        {
            _packages.Add(component);
        }
        else
        {
            Report(SbomCodes.TooManyComponents, component.Name, $"The document has more than {limits.MaxPackages} components: this one was not read.");
        }
    }

    /// <summary>Adds a diagnostic; texts of the document are cut and escaped.</summary>
    public void Report(DiagnosticCode code, string subject, string message) => _diagnostics.Report(code, Quote.Of(subject), message);
}
