using System.Buffers.Binary;
using System.Text;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Binaries;
using Vigil.Scanning.Ecosystems.NuGet;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.NuGet;

public sealed class BundleReaderTests
{
    private const string Deps = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
          "targets": { ".NETCoreApp,Version=v10.0/linux-x64": { "shop/1.0.0": { "dependencies": { "Dapper": "2.1.0" } }, "Dapper/2.1.0": {} } },
          "libraries": { "shop/1.0.0": { "type": "project" }, "Dapper/2.1.0": { "type": "package" }, "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": { "type": "runtimepack" } }
        }
        """;

    private static readonly ProgramExtractor Programs = new("program", new BundleReader());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Libraries_inside_a_program_are_found(bool isStream)
    {
        var (packages, diagnostics) = Read(Bundle(Deps), isStream);

        Assert.Equal(["Dapper 2.1.0", "Microsoft.NETCore.App.Runtime.linux-x64 10.0.1"], packages);
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_list_of_libraries_is_reported(bool isStream) =>
        Assert.Contains(EcosystemCodes.DamagedFile.ToString(), Read(Bundle(Deps[..^20]), isStream).Diagnostics, StringComparer.Ordinal);

    [Fact]
    public void Place_outside_of_the_program_is_reported() =>
        Assert.Contains(EcosystemCodes.DamagedFile.ToString(), Read(Bundle(Deps, depsLength: 1 << 20), isStream: false).Diagnostics, StringComparer.Ordinal);

    [Theory]
    [InlineData(0L, 6)]
    [InlineData(long.MaxValue, 6)]
    [InlineData(null, 1)]
    public void Host_without_a_list_tells_nothing(long? header, uint version)
    {
        var (packages, diagnostics) = Read(Bundle(Deps, header: header, version: version), isStream: false);

        Assert.Empty(packages);
        Assert.Empty(diagnostics);
    }

    private static (List<string> Packages, List<string> Diagnostics) Read(byte[] program, bool isStream)
    {
        using var stream = new StreamedFile(new MemoryStream(program).Read, program.Length, maxBytes: 100);
        var sink = new FactSink();
        Programs.Extract("app/shop", isStream ? stream : new MemoryFile(program), sink);
        return (
            [.. sink.Facts.OfType<PackageFact>().Where(fact => !fact.IsProject).Select(fact => $"{fact.Name} {fact.Version}").Order(StringComparer.Ordinal)],
            [.. sink.Diagnostics.Select(diagnostic => diagnostic.Code.ToString())]);
    }

    // an ELF header, one segment with the mark, what was appended, and the list of that
    private static byte[] Bundle(string deps, long? header = null, uint version = 6, long? depsLength = null)
    {
        const int Data = 0x78, Mark = 8 + 32, Appended = 100_000;
        var text = Encoding.UTF8.GetBytes(deps);
        var list = Data + Mark + Appended + text.Length;
        var file = new byte[list + 12 + 1 + 4 + 32];
        "\u007FELF\u0002\u0001\u0001"u8.CopyTo(file);
        file[32] = 64;
        file[54] = 56;
        file[56] = 1;
        file[64] = 1;
        file[68] = 6;
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(72), Data);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(96), Mark);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(Data), header ?? list);
        BundleReader.Mark.CopyTo(file.AsSpan(Data + 8));
        text.CopyTo(file, Data + Mark + Appended);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(list), version);
        file[list + 12] = 4;
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(list + 17), Data + Mark + Appended);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(list + 25), depsLength ?? text.Length);
        return file;
    }
}
