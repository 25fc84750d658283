using System.CommandLine;
using Vigil.Domain.Findings;

namespace Vigil.Cli.Commands;

/// <summary>Which findings are shown and count for the gate.</summary>
internal sealed class FindingFilter
{
    private readonly Option<FindingSeverity?> _severity = new("--severity")
    {
        Description = "Only findings of at least this severity",
        HelpName = "low|medium|high|critical",
    };

    private readonly Option<bool> _fixable = new("--fixable") { Description = "Only findings that have a fix" };

    /// <summary>The options, for the commands that list findings.</summary>
    public IEnumerable<Option> Options => [_severity, _fixable];

    /// <summary>The result with the findings that the user wants to see.</summary>
    public ScanResult Apply(ParseResult parsed, ScanResult result)
    {
        var least = parsed.GetValue(_severity) ?? FindingSeverity.Untriaged;
        var fixable = parsed.GetValue(_fixable);
        return result with
        {
            Findings = [.. result.Findings.Items.Where(finding => finding.Severity >= least && (!fixable || finding.FixAvailable != FixAvailable.No))],
        };
    }
}
