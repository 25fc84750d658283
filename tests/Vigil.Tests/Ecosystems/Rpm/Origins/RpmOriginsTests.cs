using System.Text;
using Microsoft.Data.Sqlite;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Ecosystems.Rpm.Origins;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Rpm.Origins;

public sealed class RpmOriginsTests
{
    private const string YumNote = "var/lib/yum/yumdb/d/0123abcd-docker-20.10.25-1.amzn2.0.1-x86_64/from_repo";
    private const string History = "var/lib/dnf/history.sqlite";

    private static readonly PackageFact Docker = Fact("docker", "20.10.25-1.amzn2.0.1");
    private static readonly PackageFact OpenSsl = Fact("openssl", "1:1.1.1k-12.el8_9");

    private static readonly byte[] Dnf = Database(
        "INSERT INTO repo VALUES (1, '@System'), (2, 'rhel-8-for-x86_64-appstream-rpms'), (3, 'rhel-8-for-x86_64-baseos-eus-rpms')",
        "INSERT INTO rpm VALUES (1, 'openssl', 1, '1.1.1k', '12.el8_9', 'x86_64'), (7, 'bash', 0, '4.4.20', '4.el8', 'x86_64')",
        // installed, upgraded in place from another repository, noted as replaced
        "INSERT INTO trans_item VALUES (1, 1, 1, 2, 1, 1, 1), (2, 2, 1, 3, 9, 1, 1), (3, 3, 1, 1, 7, 1, 1), (4, 1, 7, 1, 1, 1, 1)");

    [Theory]
    [InlineData("amzn2extra-docker\n", "docker")]
    [InlineData("amzn2-core", "amzn2-core")]
    [InlineData("installed", "")]
    public void Yum_tells_the_topic_of_an_Amazon_Linux_package(string note, string topic) =>
        Assert.Equal(topic, RepositoryOf("amzn", "2", Docker, new YumDbExtractor(), YumNote, Encoding.UTF8.GetBytes(note)));

    [Fact]
    public void Without_a_note_about_the_version_that_is_installed_nothing_is_known() =>
        Assert.Equal("", RepositoryOf("amzn", "2", Docker with { Version = "20.10.17-1.amzn2" }, new YumDbExtractor(), YumNote, "amzn2extra-docker"u8.ToArray()));

    [Theory]
    [InlineData("rhel", "8.6", "rhel_eus:8.6::baseos")]
    [InlineData("almalinux", "8.6", "")]
    public void The_last_transaction_of_dnf_tells_the_product_of_a_Red_Hat_package(string id, string version, string product) =>
        Assert.Equal(product, RepositoryOf(id, version, OpenSsl, new DnfHistoryExtractor(), History, Dnf));

    [Fact]
    public void A_package_that_came_with_the_system_has_no_origin() =>
        Assert.Equal("", RepositoryOf("rhel", "8.6", Fact("bash", "4.4.20-4.el8"), new DnfHistoryExtractor(), History, Dnf));

    [Theory]
    [InlineData("etc/yum.repos.d/redhat.repo", "[main]\nx=1\n[rhel-8-for-$basearch-baseos-rpms]\nname = x\nenabled = 1\n[rhel-8-for-x86_64-appstream-rpms]\nenabled=0\n[ubi-8-appstream-rpms]\nname=y\n")]
    [InlineData("root/buildinfo/content_manifests/ubi8.json", """{"metadata":{"icm_version":1},"content_sets":["ubi-8-baseos-rpms","ubi-8-appstream-rpms","unheard-of-rpms"]}""")]
    public void Else_a_package_may_be_of_every_repository_that_is_enabled_or_built_from(string path, string text) => Assert.Equal(
        "enterprise_linux:8::appstream enterprise_linux:8::baseos",
        RepositoryOf("rhel", "8.9", OpenSsl, new RepositoryListExtractor(), path, Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(History, "SQLite format 3")]
    [InlineData("root/buildinfo/content_manifests/x.json", "{")]
    public void Damaged_evidence_is_a_notice(string path, string text)
    {
        var sink = new FactSink();
        IFileExtractor extractor = path == History ? new DnfHistoryExtractor() : new RepositoryListExtractor();

        extractor.Extract(path, new MemoryFile(Encoding.UTF8.GetBytes(text)), sink);

        Assert.Equal(EcosystemCodes.OriginsUnreadable, Assert.Single(sink.Diagnostics).Code);
    }

    [Fact]
    public void Bits_that_flip_in_a_history_never_throw()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Dnf.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

            new DnfHistoryExtractor().Extract(History, new MemoryFile(bytes), new FactSink());
        }
    }

    private static string RepositoryOf(string id, string version, PackageFact package, IFileExtractor extractor, string path, byte[] bytes)
    {
        var sink = new FactSink();
        extractor.Extract(path, new MemoryFile(bytes), sink);
        var inventory = InventoryBuilder.Build(new ArtifactView
        {
            Artifact = new(ArtifactKind.Host, "test"),
            Files =
            [
                new("etc/os-release", [new IdentityFile($"ID={id}\nVERSION_ID={version}")], "", []),
                new(path, sink.Facts, "", []),
                new("var/lib/rpm/Packages", [package], "", []),
            ],
        });
        return Assert.Single(inventory.Packages).Coordinate.Repository;
    }

    private static PackageFact Fact(string name, string version) => new() { Kind = "rpm", Name = name, Version = version, Arch = "x86_64" };

    private static byte[] Database(params string[] rows)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                connection.Open();
                string[] tables =
                [
                    "CREATE TABLE repo (id INTEGER PRIMARY KEY, repoid TEXT NOT NULL)",
                    "CREATE TABLE trans_item (id INTEGER PRIMARY KEY AUTOINCREMENT, trans_id INTEGER, item_id INTEGER, repo_id INTEGER, action INTEGER, reason INTEGER, state INTEGER)",
                    "CREATE TABLE rpm (item_id INTEGER UNIQUE NOT NULL, name TEXT, epoch INTEGER, version TEXT, release TEXT, arch TEXT)",
                ];
                foreach (var statement in tables.Concat(rows))
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = statement;
                    command.ExecuteNonQuery();
                }
            }

            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
