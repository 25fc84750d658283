using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vigil.EndToEnd.PackageManagers;

/// <summary>Installations of Python as Python itself tells them.</summary>
public sealed partial class PipTests : IDisposable
{
    private const string Installed = "/usr/lib/python3/dist-packages";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task What_pip_installs_is_what_pip_lists()
    {
        Listed.Needs("python3");
        Assert.SkipUnless(HasPip(), "python3 has no pip here.");
        Wheel("Shop.Front", "1.0", "Requires-Dist: price_list>=1\nRequires-Dist: extras[fast]\nRequires-Dist: never; python_version < '3'\n");
        Wheel("price-list", "1.0.post2");
        Wheel("price-list", "2.0rc1");
        Wheel("extras", "0.1+local.1", "Provides-Extra: fast\nRequires-Dist: quick_one==3; extra == 'fast'\n");
        Wheel("quick_one", "3");
        Wheel("never", "9");

        Workspace.Bash($"python3 -m pip install --disable-pip-version-check --no-input --quiet --no-index --find-links '{_work[""]}' --target '{_work["site"]}' Shop.Front 2>&1");

        var told = Listed.ByTool($"python3 -m pip list --disable-pip-version-check --format json --path '{_work["site"]}' | python3 -c '{Print("package[\"name\"], package[\"version\"]", "json.load(sys.stdin)")}'");
        Assert.Equal(["extras 0.1+local.1", "price-list 1.0.post2", "quick-one 3", "shop-front 1.0"], told);
        Listed.AssertSame(told, await Listed.ByVigilAsync(NameAndVersion, "dir", _work["site"], "--format", "json"));
        Workspace.Bash($"python3 -m pip freeze --path '{_work["site"]}' >'{_work["requirements.txt"]}'");
        Listed.AssertSame(told, await Listed.ByVigilAsync(NameAndVersion, "--type", "requirements.txt", _work["requirements.txt"]));
    }

    [Fact]
    public async Task What_the_distribution_installed_is_what_Python_finds()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3") && Directory.Exists(Installed), "The distribution has no Python here.");

        var told = Listed.ByTool($"/usr/bin/python3 -c '{Print("package.metadata[\"Name\"], package.version", $"importlib.metadata.distributions(path=[\"{Installed}\"])")}'");
        var found = await Listed.ByVigilAsync(NameAndVersion, "dir", Installed, "--format", "json");

        Listed.AssertSame(told, found);
    }

    private static bool HasPip() => Workspace.Bash("python3 -m pip --version >/dev/null 2>&1 && echo yes || echo no").StartsWith("yes", StringComparison.Ordinal);

    // names as PEP 503 spells them
    private static string Print(string fields, string packages) =>
        $"import importlib.metadata, json, re, sys\nfor package in {packages}:\n  name, version = {fields}\n  print(re.sub(\"[-_.]+\", \"-\", name).lower(), version)";

    private static string NameAndVersion(JsonElement package, string path) => $"{Separators().Replace(Listed.Text(package, "name"), "-").ToLowerInvariant()} {Listed.Text(package, "version")}";

    [GeneratedRegex("[-_.]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Separators();

    private void Wheel(string name, string version, string requirements = "")
    {
        var file = name.Replace('-', '_').Replace('.', '_');
        using var zip = ZipFile.Open(_work[$"{file}-{version}-py3-none-any.whl"], ZipArchiveMode.Create);
        Write(zip, $"{file}/__init__.py", "");
        Write(zip, $"{file}-{version}.dist-info/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{requirements}");
        Write(zip, $"{file}-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        Write(zip, $"{file}-{version}.dist-info/RECORD", $"{file}/__init__.py,,\n{file}-{version}.dist-info/METADATA,,\n{file}-{version}.dist-info/WHEEL,,\n{file}-{version}.dist-info/RECORD,,\n");
    }

    private static void Write(ZipArchive zip, string path, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write(text);
    }
}
