using System.Collections.Immutable;
using System.Globalization;
using Vigil.Domain.Diagnostics;

namespace Vigil.Reachability;

/// <summary>Diagnostics, each once, and a bounded number for each code.</summary>
internal sealed class DiagnosticList
{
    private const int MaxPerCode = 200;
    private readonly Dictionary<DiagnosticCode, int> _counts = [];
    private readonly HashSet<(DiagnosticCode Code, string Subject, string Message)> _seen = [];
    private readonly List<Diagnostic> _diagnostics = [];

    public void Add(DiagnosticCode code, string subject, string message)
    {
        var count = _counts.GetValueOrDefault(code);
        if (count < MaxPerCode && !_seen.Add((code, subject, message)))
        {
            return;
        }

        _counts[code] = count + 1;
        if (count < MaxPerCode)
        {
            _diagnostics.Add(new(code, Quote.Of(subject), message));
        }
    }

    public void AddRange(ImmutableArray<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    /// <summary>All of them, and for each code how many more there were; by code, subject and message.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() =>
    [
        .. _diagnostics
            .Concat(_counts.Where(count => count.Value > MaxPerCode).Select(count => new Diagnostic(
                count.Key, "", string.Create(CultureInfo.InvariantCulture, $"and {count.Value - MaxPerCode} more of this kind"))))
            .OrderBy(diagnostic => diagnostic.Code.Number)
            .ThenBy(diagnostic => diagnostic.Subject, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Message, StringComparer.Ordinal),
    ];
}
