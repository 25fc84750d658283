using System.Buffers.Binary;
using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Rpm;

public sealed class RpmExtractorTests
{
    // short, longer than a page, and so long that it takes many pages
    private static readonly byte[][] Headers =
    [
        RpmHeaderWriter.Package("bash"),
        RpmHeaderWriter.Package("glibc", epoch: 2, extraBytes: 700),
        RpmHeaderWriter.Package("texlive", extraBytes: 20_000),
    ];

    public static TheoryData<string> Forms => ["sqlite-512", "sqlite-4096", "sqlite-65536", "ndb", "bdb-little", "bdb-big"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_gives_the_same_packages(string form)
    {
        var result = Read(Database(form));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            ["bash 1.0-1.el9 x86_64", "glibc 2:1.0-1.el9 x86_64", "texlive 1.0-1.el9 x86_64"],
            result.Packages.Select(package => $"{package.Name} {package.Version} {package.Arch}"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Truncated_database_is_reported(string form)
    {
        var whole = Database(form);

        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 100))
        {
            var result = ReadOrReport(whole[..length]);

            Assert.True(result.Packages.Count < Headers.Length);
            Assert.NotEmpty(result.Diagnostics);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Changed_bytes_never_break_the_reader(string form)
    {
        var whole = Database(form);
        var positions = Gen.Choose(0, whole.Length - 1).Select(at => at < whole.Length / 2 ? at % Math.Min(whole.Length, 256) : at);
        var changes = Gen.Zip(positions, Gen.Choose(0, 255)).ListOf(8).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(changes, list =>
        {
            var changed = whole.ToArray();
            foreach (var (at, value) in list)
            {
                changed[at] = (byte)value;
            }

            return ReadOrReport(changed).Packages.Count <= Headers.Length;
        }));
    }

    [Property]
    public bool Any_bytes_after_a_magic_number_are_read_or_reported(byte[] bytes, byte form)
    {
        byte[] start = (form % 3) switch
        {
            0 => [.. "SQLite format 3\0"u8, 2, 0],
            1 => [.. "RpmP"u8],
            _ => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x61, 0x15, 0x06, 0],
        };

        return ReadOrReport([.. start, .. bytes, .. new byte[1_024], .. bytes]).Packages.Count == 0;
    }

    [Fact]
    public void Sqlite_page_that_is_its_own_child_ends()
    {
        var database = RpmDatabaseWriter.Sqlite(512, Headers);
        BinaryPrimitives.WriteUInt32BigEndian(database.AsSpan(512 + 8), 2);
        BinaryPrimitives.WriteUInt32BigEndian(database.AsSpan(512 + 504), 2);

        Assert.NotEmpty(Read(database).Diagnostics);
    }

    [Fact]
    public void Berkeley_chain_that_turns_back_ends()
    {
        var database = RpmDatabaseWriter.BerkeleyDb(bigEndian: false, Headers);
        for (var page = 0; page < database.Length; page += 512)
        {
            if (database[page + 25] == 7)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(database.AsSpan(page + 16), (uint)(page / 512));
            }
        }

        var started = Stopwatch.GetTimestamp();
        Read(database);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1), "The chain was followed without end.");
    }

    [Fact]
    public void Entries_that_share_one_chain_cannot_claim_more_than_the_file_holds()
    {
        var header = RpmHeaderWriter.Package("many", extraBytes: 20_000);
        var database = RpmDatabaseWriter.Ndb([.. Enumerable.Repeat(RpmHeaderWriter.Package("small"), 200), header]);
        for (var slot = 0; slot < 200; slot++)
        {
            database.AsSpan(32 + (200 * 16) + 8, 8).CopyTo(database.AsSpan(32 + (slot * 16) + 8));
            BinaryPrimitives.WriteUInt32LittleEndian(database.AsSpan(32 + (slot * 16) + 4), 201);
        }

        var result = Read(database);

        Assert.True(result.Packages.Count < 10);
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void Header_with_a_count_beyond_its_data_is_reported_and_the_next_one_read()
    {
        var broken = RpmHeaderWriter.Package("broken");
        BinaryPrimitives.WriteUInt32BigEndian(broken, 0x00ffffff);

        var result = Read(RpmDatabaseWriter.Ndb(broken, RpmHeaderWriter.Package("whole")));

        Assert.Equal("whole", Assert.Single(result.Packages).Name);
        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(result.Diagnostics).Code);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("../../etc")]
    [InlineData("")]
    public void Impossible_name_is_reported(string name)
    {
        var result = Read(RpmDatabaseWriter.Ndb(RpmHeaderWriter.Package(name)));

        Assert.Empty(result.Packages);
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void Module_vendor_and_source_are_kept()
    {
        var header = new RpmHeaderWriter().Text(RpmTag.Name, "nodejs").Text(RpmTag.Version, "18.1").Text(RpmTag.Release, "1.module_el8")
            .Text(RpmTag.Vendor, "AlmaLinux").Text(RpmTag.ModularityLabel, "nodejs:18:8080020:abc").Text(RpmTag.SourceRpm, "nodejs-18.1-1.module_el8.src.rpm").ToArray();

        var package = Assert.Single(Read(RpmDatabaseWriter.Ndb(header)).Packages);

        Assert.Equal(
            ("AlmaLinux", "nodejs:18:8080020:abc", "nodejs-18.1-1.module_el8.src.rpm"), (package.Vendor, package.ModularityLabel, package.SourceRpm));
    }

    [Fact]
    public void Manifest_stands_for_the_database()
    {
        var result = Extracted.From(
            new RpmExtractor(),
            "var/lib/rpmmanifest/container-manifest-2",
            "glibc\t2.35-2.cm2\t1\t2\tMicrosoft Corporation\t(none)\t3\tx86_64\t0\tglibc-2.35-2.cm2.src.rpm\n"
                + "vim\t9.0-1.cm2\t1\t2\tMicrosoft Corporation\t2\t3\tx86_64\t2\tvim-9.0-1.cm2.src.rpm\nbroken line\n");

        Assert.Equal(["glibc 2.35-2.cm2", "vim 2:9.0-1.cm2"], result.Packages.Select(package => $"{package.Name} {package.Version}"));
        Assert.Equal(EcosystemCodes.DamagedFile, Assert.Single(result.Diagnostics).Code);
    }

    [Theory]
    [InlineData("89011503050061c2f3a40102030405060708", "0102030405060708")]
    [InlineData("8815040001080000000a0910a1a2a3a4a5a6a7a8", "a1a2a3a4a5a6a7a8")]
    [InlineData("882304000108001721040000000000000000000000000102030405060708", "")]
    [InlineData("8826040001080017162104000000000000000000000000b1b2b3b4b5b6b7b80000", "b1b2b3b4b5b6b7b8")]
    [InlineData("88", "")]
    [InlineData("", "")]
    public void Signature_names_its_key(string packet, string keyId) => Assert.Equal(keyId, SignatureKey.KeyId(Convert.FromHexString(packet)));

    [Theory]
    [InlineData("var/lib/rpm/rpmdb.sqlite", true)]
    [InlineData("usr/lib/sysimage/rpm/Packages.db", true)]
    [InlineData("usr/share/rpm/Packages", true)]
    [InlineData("var/lib/rpm/Name", false)]
    [InlineData("opt/var/lib/rpm/Packages", false)]
    public void Wanted_files(string path, bool wanted) => Assert.Equal(wanted, Extracted.Wants(new RpmExtractor(), path));

    private static byte[] Database(string form) => form switch
    {
        "ndb" => RpmDatabaseWriter.Ndb(Headers),
        "bdb-little" => RpmDatabaseWriter.BerkeleyDb(bigEndian: false, Headers),
        "bdb-big" => RpmDatabaseWriter.BerkeleyDb(bigEndian: true, Headers),
        _ => RpmDatabaseWriter.Sqlite(int.Parse(form["sqlite-".Length..], System.Globalization.CultureInfo.InvariantCulture), Headers),
    };

    private static Extracted Read(byte[] database) => Extracted.From(new RpmExtractor(), "var/lib/rpm/Packages", database);

    // as the scanner does: what leaves nothing to read is an exception that becomes a diagnostic
    private static Extracted ReadOrReport(byte[] database)
    {
        try
        {
            return Read(database);
        }
        catch (InvalidDataException ex)
        {
            return new Extracted([], [new Vigil.Domain.Diagnostics.Diagnostic(EcosystemCodes.DamagedFile, "", ex.Message)]);
        }
    }
}
