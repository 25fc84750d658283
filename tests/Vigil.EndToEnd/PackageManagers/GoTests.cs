using System.IO.Compression;
using System.Text.Json;

namespace Vigil.EndToEnd.PackageManagers;

/// <summary>A program and its module as Go itself tells them. The modules come from a proxy that is a folder.</summary>
public sealed class GoTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Modules_are_those_that_go_lists()
    {
        Listed.Needs("go");
        Module("example.com/basket", "v1.4.0", "require example.com/Price/v2 v2.1.0\nrequire example.com/stock v1.0.0\n", "example.com/Price/v2", "example.com/stock");
        Module("example.com/Price/v2", "v2.0.0");
        Module("example.com/Price/v2", "v2.1.0");
        Module("example.com/stock", "v1.0.0");
        Module("example.com/stock-fork", "v1.0.1-0.20240102030405-abcdef123456");
        Module("example.com/old", "v3.0.0+incompatible");
        Project();

        Go("build -o shop .");
        Go("mod vendor");

        var built = Listed.ByTool(
            $$"""cd '{{_work["app"]}}' && go version -m shop | awk 'NR==1 { print "stdlib", substr($NF, 3) } $1=="mod" || $1=="dep" { keep(); n=$2; v=$3 } $1=="=>" { if ($2 !~ /^[.]/) n=$2; v=$3 } END { keep() } function keep() { if (n) print n, v }'""");
        var needed = Listed.ByTool($$$"""cd '{{{_work["app"]}}}' && {{{Settings}}} go list -mod=mod -m -f '{{with .Replace}}{{if .Version}}{{.Path}} {{.Version}}{{end}}{{else}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}' all""");
        Assert.Equal(
            ["example.com/Price/v2 v2.1.0", "example.com/basket v1.4.0", "example.com/old v3.0.0+incompatible", "example.com/stock-fork v1.0.1-0.20240102030405-abcdef123456"], needed);
        Listed.AssertSame(built, await Listed.ByVigilAsync(Listed.NameAndVersion, "--type", "go-binary", _work["app/shop"]));
        Listed.AssertSame(needed, await Listed.ByVigilAsync(Module, "--type", "go.mod", _work["app/go.mod"]));
        Listed.AssertSame(needed, await Listed.ByVigilAsync(Module, "--type", "modules.txt", _work["app/vendor/modules.txt"]));
    }

    private string Settings => $"GOPROXY='file://{_work["proxy"]}' GONOSUMDB='*' GOFLAGS=-modcacherw GOMODCACHE='{_work["cache"]}' GOTOOLCHAIN=local";

    private void Go(string command) => Workspace.Bash($"cd '{_work["app"]}' && {Settings} go {command} 2>&1");

    // a module that is listed only where it was fetched with a version
    private static string? Module(JsonElement package, string path) => Listed.Text(package, "name") == "stdlib" ? null : Listed.NameAndVersion(package);

    private void Project()
    {
        Write("app/go.mod", """
            module example.com/shop
            go 1.18
            require (
              example.com/basket v1.4.0
              example.com/Price/v2 v2.0.0
              example.com/old v3.0.0+incompatible
              example.com/here v0.0.0
            )
            replace example.com/stock => example.com/stock-fork v1.0.1-0.20240102030405-abcdef123456
            replace example.com/here => ./here
            """);
        Write("app/main.go", "package main\nimport (_ \"example.com/basket\"; _ \"example.com/Price/v2\"; _ \"example.com/old\"; _ \"example.com/here\")\nfunc main() {}\n");
        Write("app/here/go.mod", "module example.com/here\n");
        Write("app/here/here.go", "package here\n");
        Go("mod tidy");
    }

    private void Module(string path, string version, string requires = "", params string[] imports)
    {
        // capitals are written with a mark, for disks that do not know them
        var folder = $"proxy/{path.Replace("P", "!p", StringComparison.Ordinal)}/@v";
        var name = Path.GetFileName(path) is "v2" ? "price" : Path.GetFileName(path).Replace("-fork", "", StringComparison.Ordinal);
        var file = $"module {path.Replace("-fork", "", StringComparison.Ordinal)}\n\ngo 1.18\n\n{requires}";
        Write($"{folder}/{version}.info", $$"""{"Version":"{{version}}","Time":"2024-01-02T03:04:05Z"}""");
        Write($"{folder}/{version}.mod", version.EndsWith("+incompatible", StringComparison.Ordinal) ? $"module {path}\n" : file);
        using var zip = ZipFile.Open(_work[$"{folder}/{version}.zip"], ZipArchiveMode.Create);
        Add(zip, $"{path}@{version}/code.go", $"package {name}\n{string.Concat(imports.Select(import => $"import _ \"{import}\"\n"))}");
        if (!version.EndsWith("+incompatible", StringComparison.Ordinal))
        {
            Add(zip, $"{path}@{version}/go.mod", file);
        }
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_work[path])!); // a path in the folder has one
        File.WriteAllText(_work[path], text);
    }

    private static void Add(ZipArchive zip, string path, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write(text);
    }
}
