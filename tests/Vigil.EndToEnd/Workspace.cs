using System.Diagnostics;
using System.IO.Compression;
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

    /// <summary>Makes a mirror of one OSV archive, and gives the path of the archive.</summary>
    public string Mirror(int advisories)
    {
        var archive = this["mirror/osv/Alpine/all.zip"];
        Directory.CreateDirectory(this["mirror/osv/Alpine"]);
        using var zip = new ZipArchive(File.Create(archive), ZipArchiveMode.Create);
        for (var number = 1; number <= advisories; number++)
        {
            using var entry = new StreamWriter(zip.CreateEntry($"ALPINE-CVE-2023-{number:00000}.json", CompressionLevel.Fastest).Open());
            entry.Write(
                $$"""
                {"schema_version":"1.7.0","id":"ALPINE-CVE-2023-{{number:00000}}","modified":"2024-01-02T03:04:05Z","upstream":["CVE-2023-{{number:00000}}"],
                "affected":[{"package":{"name":"package-{{number}}","ecosystem":"Alpine:v3.18"},
                "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"{{number}}.0-r0"}]}]}]}
                """);
        }

        return archive;
    }

    /// <summary>Mounts a file system of 256 KiB at a folder, until it is disposed of; skips the test where that cannot be done.</summary>
    public IDisposable MountSmallDisk(string name)
    {
        Directory.CreateDirectory(this[name]);
        using var mount = Process.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", this[name]]) { UseShellExecute = false, RedirectStandardError = true });
        mount?.WaitForExit();
        Assert.SkipUnless(mount?.ExitCode == 0, "A small file system cannot be mounted here: that needs root.");
        return new SmallDisk(this[name]);
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

    private sealed class SmallDisk(string path) : IDisposable
    {
        public void Dispose() => Bash($"umount '{path}'");
    }
}
