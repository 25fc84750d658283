using System.Diagnostics;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>A folder for one test, with the things that the tests scan.</summary>
public sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-e2e-");

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(_directory.FullName, name);

    /// <summary>Makes the demonstration image: Alpine 3.17 with old packages in two layers.</summary>
    public string DemoImage()
    {
        Bash($"'{Repository.Root}/eng/demo-image.sh' '{this["demo.tar"]}'");
        return this["demo.tar"];
    }

    /// <summary>Makes a root file system of Debian 12 with one package.</summary>
    public string DebianRoot(string package, string version)
    {
        var root = this["root"];
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        Directory.CreateDirectory(Path.Combine(root, "var/lib/dpkg"));
        File.WriteAllText(Path.Combine(root, "etc/os-release"), "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        File.WriteAllText(
            Path.Combine(root, "var/lib/dpkg/status"),
            $"Package: {package}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n\n");
        return root;
    }

    /// <summary>Runs a line of shell and fails the test when it fails.</summary>
    public static string Bash(string line)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", line]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{line}\n{error.Result}");
        return output;
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
