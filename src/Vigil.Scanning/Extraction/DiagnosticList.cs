using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Extraction;

/// <summary>Diagnostics, at most so many of a kind; the last of a kind says that there were more.</summary>
internal sealed class DiagnosticList(int maxPerCode)
{
    private readonly List<Diagnostic> _items = [];
    private readonly Dictionary<DiagnosticCode, int> _reported = [];

    /// <summary>In the order reported.</summary>
    public IReadOnlyList<Diagnostic> Items => _items;

    /// <summary>Adds one, unless enough of its kind are there.</summary>
    public void Add(Diagnostic diagnostic)
    {
        var count = _reported.GetValueOrDefault(diagnostic.Code) + 1;
        _reported[diagnostic.Code] = count;
        if (count < maxPerCode)
        {
            _items.Add(diagnostic);
        }
        else if (count == maxPerCode)
        {
            _items.Add(diagnostic with { Message = diagnostic.Message + " More of this kind are not listed." });
        }
    }

    /// <inheritdoc cref="Add"/>
    public void Report(DiagnosticCode code, string subject, string message) => Add(new Diagnostic(code, subject, message));
}
