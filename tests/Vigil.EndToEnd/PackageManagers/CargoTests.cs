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
        Project();

        var told = Told("print(one[\"name\"], one[\"version\"])");

        Assert.Equal(["check 2.0.0", "maker 0.1.0", "member 0.5.0", "price 0.9.0", "price 1.2.3", "shop 1.0.0", "stock 1.0.0-rc.1+build.7"], told);
        Listed.AssertSame(told, await Listed.ByVigilAsync(Listed.NameAndVersion, "--type", "Cargo.lock", _work["app/Cargo.lock"]));
    }

    [Fact]
    public async Task Program_tells_the_crates_that_were_written_into_it()
    {
        Listed.Needs("cargo", "rustc", "python3");
        Project();

        // cargo auditable itself is in no registry here: its list, by its description, from what cargo says
        Write("app/list.json", $$"""{"packages":[{{string.Join(',', Told("print(json.dumps({\"name\": one[\"name\"], \"version\": one[\"version\"], \"source\": \"crates.io\"}))"))}}]}""");
        Write("app/main.rs", """
            #[link_section = ".dep-v0"]
            static LIST: [u8; include_bytes!("list").len()] = *include_bytes!("list");
            fn main() { std::process::exit(unsafe { std::ptr::read_volatile(&LIST[0]) } as i32) }
            """);
        Workspace.Bash($"cd '{_work["app"]}' && python3 -c 'import zlib; open(\"list\", \"wb\").write(zlib.compress(open(\"list.json\", \"rb\").read()))' && rustc -O -o shop main.rs 2>&1");

        Listed.AssertSame(Told("print(one[\"name\"], one[\"version\"])"), await Listed.ByVigilAsync(Listed.NameAndVersion, "--type", "rust-binary", _work["app/shop"]));
    }

    private SortedSet<string> Told(string print) => Listed.ByTool(
        $"cd '{_work["app"]}' && cargo metadata --offline --quiet --format-version 1 | python3 -c 'import json, sys\nfor one in json.load(sys.stdin)[\"packages\"]:\n  {print}'");

    private void Project()
    {
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
