using System.Diagnostics;
using System.Globalization;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Ecosystems.Rpm;

/// <summary>Compares with rpm itself, where it is installed.</summary>
public sealed class RpmToolTests : IDisposable
{
    private const string Format = "%{NAME} %{EPOCHNUM}:%{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{MODULARITYLABEL} %|VENDOR?{%{VENDOR}}:{}|"
        + " %|DSAHEADER?{%{DSAHEADER:pgpsig}}:{%|RSAHEADER?{%{RSAHEADER:pgpsig}}:{%|SIGGPG?{%{SIGGPG:pgpsig}}:{%|SIGPGP?{%{SIGPGP:pgpsig}}:{}|}|}|}|\\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vigil-rpm");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Sqlite_database_is_read_as_rpm_reads_it()
    {
        var copy = Path.Combine(_folder.FullName, "rpmdb.sqlite");
        File.WriteAllBytes(copy, File.ReadAllBytes(Sample("rpm-sqlite/go-rpmdb--rpmdb.sqlite")));
        var expected = Rpm("-qa", "--qf", Format);

        var actual = Read(copy);

        Assert.NotEmpty(actual);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("go-rpmdb--Packages")]
    [InlineData("grype--Packages")]
    public void Berkeley_database_is_read_as_rpm_reads_it(string sample)
    {
        var copy = Path.Combine(_folder.FullName, "Packages");
        File.WriteAllBytes(copy, File.ReadAllBytes(Sample("rpm-bdb/" + sample)));
        var expected = Rpm("--define", "_db_backend bdb_ro", "-qa", "--qf", Format);

        var actual = Read(copy);

        Assert.NotEmpty(actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Database_that_rpm_wrote_is_read_as_rpm_reads_it()
    {
        if (!File.Exists("/usr/bin/rpmbuild"))
        {
            Assert.Skip("rpmbuild is not installed here");
        }

        Build();
        Rpm(["-i", "--nodeps", "--justdb", "--nosignature", "--force-debian", .. Directory.GetFiles(Path.Combine(_folder.FullName, "noarch"))]);
        var expected = Rpm("-qa", "--qf", Format);

        var actual = Read(Path.Combine(_folder.FullName, "rpmdb.sqlite"));

        Assert.Equal(61, actual.Length);
        Assert.Equal(expected, actual);
    }

    // sixty packages of one source; one header is so long that it takes many overflow pages
    private void Build()
    {
        var spec = Path.Combine(_folder.FullName, "set.spec");
        using (var text = File.CreateText(spec))
        {
            text.Write("Name: set\nVersion: 1.0\nRelease: 1.el9\nSummary: s\nLicense: MIT\nVendor: Somebody\nBuildArch: noarch\n%description\nd\n%files\n");
            for (var i = 0; i < 60; i++)
            {
                text.Write(string.Create(CultureInfo.InvariantCulture, $"%package -n part{i}\nEpoch: {i % 3}\nVersion: 1.{i}\nSummary: s\n"));
                text.Write(string.Create(CultureInfo.InvariantCulture, $"%description -n part{i}\n{new string('x', i * 2_000)}\n%files -n part{i}\n"));
            }
        }

        var folder = _folder.FullName;
        Run("/usr/bin/rpmbuild", "-bb", "--define", $"_topdir {folder}/top", "--define", $"_rpmdir {folder}", "--define", "__os_install_post %nil", spec);
    }

    private static string[] Read(string path)
    {
        var sink = new FactSink();
        new RpmExtractor().Extract("var/lib/rpm/" + Path.GetFileName(path), new MemoryFile(File.ReadAllBytes(path)), sink);
        Assert.Empty(sink.Diagnostics);
        return [.. sink.Facts.OfType<PackageFact>().Select(Describe).Order(StringComparer.Ordinal)];
    }

    private static string Describe(PackageFact fact) =>
        $"{fact.Name} {fact.Version} {Or(fact.Arch)} {Or(fact.SourceRpm)} {Or(fact.ModularityLabel)} {fact.Vendor} {fact.SignatureKeyId}";

    private static string Or(string value) => value.Length > 0 ? value : "(none)";

    private string[] Rpm(params string[] arguments)
    {
        if (!File.Exists("/usr/bin/rpm"))
        {
            Assert.Skip("rpm is not installed here");
        }

        var lines = Run("/usr/bin/rpm", ["--dbpath", _folder.FullName, .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => KeyIdOnly(line.Replace(" 0:", " ", StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    // "… RSA/SHA256, Thu Nov 24 2022, Key ID 0cd9fed33135ce90" keeps the id
    private static string KeyIdOnly(string line)
    {
        var key = line.IndexOf(", Key ID ", StringComparison.Ordinal);
        if (key < 0)
        {
            return line;
        }

        var date = line.LastIndexOf(", ", key - 1, StringComparison.Ordinal);
        var algorithm = line.LastIndexOf(' ', date - 1);
        return string.Concat(line.AsSpan(0, algorithm + 1), line.AsSpan(key + ", Key ID ".Length));
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!; // null only with the shell
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output;
    }

    private static string Sample(string name)
    {
        var path = Repository.Shared is null ? "" : Path.Combine(Repository.Shared, "samples", name);
        if (!File.Exists(path))
        {
            Assert.Skip($"shared/samples/{name} is not beside this checkout");
        }

        return path;
    }
}
