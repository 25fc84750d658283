using System.Diagnostics;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Runs the real program as a user would, with its output in pipes.</summary>
internal static class VigilProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // the tests and the program are built in one configuration: …/bin/Release/net10.0/
    internal static readonly string Program = Path.Combine(
        Repository.Root, "src/Vigil.Cli/bin", Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name, "net10.0/vigil.dll");

    /// <summary>Runs a command to its end.</summary>
    public static Task<Outcome> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs a command to its end as somebody who is logged in to registries.</summary>
    public static Task<Outcome> RunLoggedInAsync(string dockerConfig, params string[] arguments) => EndAsync(StartLoggedIn(dockerConfig, arguments), "", arguments);

    /// <summary>Runs a command to its end with a text on its standard input.</summary>
    public static Task<Outcome> RunAsync(string input, string[] arguments) => EndAsync(Start(arguments), input, arguments);

    /// <summary>Starts a command, for a test that does not wait for its end.</summary>
    public static Process Start(params string[] arguments) => StartLoggedIn("/nonexistent", arguments);

    /// <summary>Starts a command as somebody who is logged in to registries.</summary>
    /// <param name="dockerConfig">The directory with the configuration of Docker.</param>
    /// <param name="arguments">The command.</param>
    public static Process StartLoggedIn(string dockerConfig, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["VIGIL_DB"] = "/nonexistent";
        start.Environment["DOCKER_CONFIG"] = dockerConfig;
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private static async Task<Outcome> EndAsync(Process started, string input, string[] arguments)
    {
        using var process = started;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException ex)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'vigil {string.Join(' ', arguments)}' did not end within {Patience}.", ex);
        }

        return new Outcome(process.ExitCode, await output, await error);
    }
}

/// <summary>What a run gave.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error);
