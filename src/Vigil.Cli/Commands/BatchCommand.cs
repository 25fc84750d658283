using System.CommandLine;
using Vigil.Cli.Batch;

namespace Vigil.Cli.Commands;

/// <summary>A verb that answers JSON Lines from standard input.</summary>
internal static class BatchCommand
{
    /// <summary>Makes the verb. Its one form is <c>--batch</c>, named so that a form for people can be added beside it.</summary>
    public static Command Create(string name, string description, JsonLines.Answer answer)
    {
        var batch = new Option<bool>("--batch") { Description = "Read one JSON object a line from standard input, answer one a line", Required = true };
        var command = new Command(name, description) { batch };
        command.SetAction((_, cancellationToken) => RunAsync(answer, cancellationToken));
        return command;
    }

    /// <summary>Answers standard input on standard output.</summary>
    public static async Task<int> RunAsync(JsonLines.Answer answer, CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        return await JsonLines.RunAsync(input, output, answer, cancellationToken);
    }
}
