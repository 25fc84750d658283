using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;

namespace Vigil.Storage.Documents;

/// <summary>What all findings of one flaw say in common; kept once, with the flaw.</summary>
internal sealed record FlawDocument
{
    public EquatableArray<string> Aliases { get; init; } = [];

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public EquatableArray<Severity> Severities { get; init; } = [];

    public EquatableArray<string> Cwes { get; init; } = [];

    public EquatableArray<string> References { get; init; } = [];

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public ExploitKnowledge Exploitation { get; init; } = ExploitKnowledge.None;

    public static FlawDocument Of(Finding finding) => new()
    {
        Aliases = finding.Aliases,
        Title = finding.Title,
        Description = finding.Description,
        Severities = finding.Severities,
        Cwes = finding.Cwes,
        References = finding.References,
        Published = finding.Published,
        Modified = finding.Modified,
        Exploitation = finding.Exploitation,
    };

    /// <summary>A finding with what it has in common with others.</summary>
    public Finding AddTo(Finding finding) => finding with
    {
        Aliases = Aliases,
        Title = Title,
        Description = Description,
        Severities = Severities,
        Cwes = Cwes,
        References = References,
        Published = Published,
        Modified = Modified,
        Exploitation = Exploitation,
    };

    /// <summary>A finding without it.</summary>
    public static Finding TakeFrom(Finding finding) => new FlawDocument().AddTo(finding);
}
