using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Extraction;

/// <summary>Takes what extractors find in one file of one layer.</summary>
/// <remarks>Facts stay with the file that told them: when a later layer replaces or deletes the file, they go with it.</remarks>
/// <param name="limits">Bounds on the number of facts and diagnostics that one file may give.</param>
public sealed class FactSink(ScanLimits limits)
{
    private readonly List<FileFact> _facts = [];
    private readonly DiagnosticList _diagnostics = new(limits.MaxDiagnosticsPerCode);

    /// <summary>A sink with the default limits.</summary>
    public FactSink()
        : this(ScanLimits.Default)
    {
    }

    /// <summary>Facts in the order found.</summary>
    public IReadOnlyList<FileFact> Facts => _facts;

    /// <summary>What could not be read; at most <see cref="ScanLimits.MaxDiagnosticsPerCode"/> of a kind.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics.Items;

    /// <summary>Adds a fact.</summary>
    /// <exception cref="InvalidDataException">The file tells of more than <see cref="ScanLimits.MaxPackages"/> things.</exception>
    public void Add(FileFact fact)
    {
        if (_facts.Count == limits.MaxPackages)
        {
            throw new InvalidDataException($"The file holds more than {limits.MaxPackages} entries, the limit for one artifact.");
        }

        _facts.Add(fact);
    }

    /// <summary>Reports something that was skipped or only partly understood.</summary>
    public void Report(DiagnosticCode code, string subject, string message) => _diagnostics.Report(code, subject, message);
}
