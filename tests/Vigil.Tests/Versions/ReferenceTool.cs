using System.Diagnostics;

namespace Vigil.Tests.Versions;

/// <summary>Runs a package manager of this machine, which the order of its versions is checked against.</summary>
internal static class ReferenceTool
{
    /// <summary>Lines that the program writes; skips the running test when the program is not installed.</summary>
    public static string[] Run(string program, IEnumerable<string> arguments, string input = "")
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)))) // every process has a PATH
        {
            Assert.Skip($"{program} is not installed");
        }

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!; // always a new process without a shell
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var lines = output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return lines;
    }
}
