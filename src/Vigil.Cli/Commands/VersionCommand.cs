using System.CommandLine;
using Vigil.Cli.Batch;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil version compare|satisfies|parse</c>: the version orders and range syntaxes, for scripts.</summary>
internal static class VersionCommand
{
    public static Command Create() => new("version", "Compare versions and test ranges by the rules of an ecosystem")
    {
        BatchCommand.Create(
            "compare",
            "Order two versions: {\"ecosystem\",\"a\",\"b\"} gives {\"cmp\"} of -1, 0 or 1",
            VersionAnswers.Compare),
        BatchCommand.Create(
            "satisfies",
            "Test a version against a constraint: {\"ecosystem\",\"syntax\",\"version\",\"constraint\"} gives {\"satisfied\"}",
            VersionAnswers.Satisfies),
        BatchCommand.Create(
            "parse",
            "Tell whether a text is a version: {\"ecosystem\",\"version\"} gives {\"valid\"}",
            VersionAnswers.Parse),
    };
}
