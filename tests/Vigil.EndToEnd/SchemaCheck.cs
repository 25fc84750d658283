using System.Diagnostics;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>The official validators (<c>eng/schemas</c>), installed once from the package registry.</summary>
internal static class SchemaCheck
{
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>Fails the test when a file is not valid; skips it where there are no validators.</summary>
    /// <param name="pairs">Name of a format and path of a file, in turn.</param>
    public static void Valid(params string[] pairs)
    {
        var (exitCode, output) = Run("node", ["check.mjs", .. pairs]);

        Assert.True(exitCode == 0, output);
    }

    /// <summary>Whether the validators refuse a file.</summary>
    public static bool Refuses(string format, string file) => Run("node", ["check.mjs", format, file]).ExitCode == 1;

    private static string Install()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "schemas");
        Directory.CreateDirectory(folder);
        foreach (var name in (string[])["package.json", "check.mjs", "gitlab.json"])
        {
            File.Copy(Path.Combine(Repository.Root, "eng", "schemas", name), Path.Combine(folder, name), overwrite: true);
        }

        return Start("npm", ["install", "--no-audit", "--no-fund", "--silent"], folder) is { ExitCode: 0 } ? folder : "";
    }

    private static (int ExitCode, string Output) Run(string program, string[] arguments)
    {
        Assert.SkipWhen(Installed.Value.Length == 0, "npm has no validators here.");
        return Start(program, arguments, Installed.Value) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static (int ExitCode, string Output)? Start(string program, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (process is null)
            {
                return null;
            }

            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
