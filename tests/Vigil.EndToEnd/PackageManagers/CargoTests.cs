using System.Text.Json;

namespace Vigil.EndToEnd.PackageManagers;

/// <summary>A project in Rust as cargo itself tells it. The crates come from a folder.</summary>
public sealed class CargoTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Crates_are_those_that_cargo_resolves()
    {
        Listed.Needs("cargo", "python3");
        Crate("price", "1.2.3", "stock = \"1.0.0-rc\"");
        Crate("price", "0.9.0");
        Crate("stock", "1.0.0-rc.1+build.7");
        Crate("check", "2.0.0", "price = \"0.9\"");
        Crate("maker", "0.1.0");
        Write("app/Cargo.toml", """
            [package]
            name = "shop"
            version = "1.0.0"
            edition = "2018"
            [dependencies]
            money = { package = "price", version = "1" }
            stock = "=1.0.0-rc.1"
            member = { path = "member" }
            [dev-dependencies]
            check = "2"
            [build-dependencies]
            maker = "0.1"
            [workspace]
            members = ["member"]
            """);
        Write("app/src/lib.rs", "");
        Write("app/member/Cargo.toml", "[package]\nname = \"member\"\nversion = \"0.5.0\"\n[dependencies]\nprice = \"1.2\"\n");
        Write("app/member/src/lib.rs", "");
        Write("app/.cargo/config.toml", $"[source.crates-io]\nreplace-with = \"folder\"\n[source.folder]\ndirectory = '{_work["crates"]}'\n");

        var told = Listed.ByTool(
            $$"""cd '{{_work["app"]}}' && cargo metadata --offline --quiet --format-version 1 | python3 -c 'import json, sys; [print(one["name"], one["version"]) for one in json.load(sys.stdin)["packages"]]'""");
        var locked = await Listed.ByVigilAsync(Listed.NameAndVersion, "--type", "Cargo.lock", _work["app/Cargo.lock"]);

        Assert.Equal(["check 2.0.0", "maker 0.1.0", "member 0.5.0", "price 0.9.0", "price 1.2.3", "shop 1.0.0", "stock 1.0.0-rc.1+build.7"], told);
        Listed.AssertSame(told, locked);
    }

    private void Crate(string name, string version, string dependencies = "")
    {
        Write($"crates/{name}-{version}/Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"{version}\"\n[dependencies]\n{dependencies}\n");
        Write($"crates/{name}-{version}/src/lib.rs", "");
        Write($"crates/{name}-{version}/.cargo-checksum.json", JsonSerializer.Serialize(new { files = new { }, package = new string('0', 64) }));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_work[path])!); // a path in the folder has one
        File.WriteAllText(_work[path], text);
    }
}
