using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Extraction;

/// <summary>Takes what extractors find in one file of one layer.</summary>
/// <remarks>Facts stay with the file that told them: when a later layer replaces or deletes the file, they go with it.</remarks>
public sealed class FactSink
{
    private readonly List<FileFact> _facts = [];
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Facts in the order found.</summary>
    public IReadOnlyList<FileFact> Facts => _facts;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Adds a fact.</summary>
    public void Add(FileFact fact) => _facts.Add(fact);

    /// <summary>Reports something that was skipped or only partly understood.</summary>
    public void Report(DiagnosticCode code, string subject, string message) => _diagnostics.Add(new Diagnostic(code, subject, message));
}
