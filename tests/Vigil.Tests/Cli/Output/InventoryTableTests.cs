using System.Text;
using Spectre.Console;
using Vigil.Cli.Output;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;

namespace Vigil.Tests.Cli.Output;

public sealed class InventoryTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_what_stands_in_them()
    {
        Assert.Equal(
            """
            PACKAGE      VERSION  ARCH   SOURCE  FOUND IN  LAYER
            a            1                       a/status
            long name b  1.2.3    amd64  a       b/status  sha256:aaaaaaaaaaaa
            2 packages

            """,
            Written(isTerminal: false, Package("a", "1", "a/status"), Package("long\nname b", "1.2.3", "b/status", "amd64", "a", "sha256:" + new string('a', 64))));
    }

    [Fact]
    public void Terminal_gets_no_longer_lines_than_it_is_wide()
    {
        var lines = Written(isTerminal: true, Package("a", "1", new string('x', 100))).Split('\n');

        Assert.Equal(Output.Columns, lines[1].Length);
        Assert.EndsWith("x…", lines[1], StringComparison.Ordinal);
    }

    private static string Written(bool isTerminal, params Package[] packages)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new Output(writer, isTerminal) });
        new InventoryTable(console).Write(new Inventory { Artifact = new ArtifactIdentity(ArtifactKind.Directory, "x"), Packages = [.. packages] });
        return writer.ToString();
    }

    private static Package Package(string name, string version, string path, string arch = "", string source = "", string layer = "") => new()
    {
        Coordinate = new Coordinate { Ecosystem = "Debian", Name = name, Version = version, Arch = arch, SourceName = source },
        Purl = PackageUrl.Create("generic", null, "x", version),
        Evidence = [new Evidence(path, layer)],
    };

    private sealed class Output(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public const int Columns = 60;

        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => Columns;

        public int Height => Columns;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
