using System.Text;
using Vigil.Domain;
using Vigil.Scanning.Ecosystems.Rpm.Sqlite;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm.Origins;

/// <summary>dnf's history: a SQLite database of transactions, their items, and the repositories that these came from (libdnf, <c>transaction/swdb</c>).</summary>
/// <remarks>
/// Of a package that was installed several times the last transaction counts. What dnf calls <c>@System</c> and <c>@commandline</c> is no repository.
/// </remarks>
internal sealed class DnfHistoryExtractor : IFileExtractor
{
    public string Name => "dnf-history";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = ["var/lib/dnf/history.sqlite"];

    public bool Wants(in FileEntry entry) => true;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        try
        {
            Read(path, new SqliteFile(content), sink);
        }
        catch (InvalidDataException ex)
        {
            sink.Report(EcosystemCodes.OriginsUnreadable, path, ex.Message);
        }
    }

    private static void Read(string path, SqliteFile database, FactSink sink)
    {
        var texts = new TextPool();
        var repositories = new Dictionary<ulong, string>();
        var origins = new Dictionary<ulong, string>();
        // repo (id INTEGER PRIMARY KEY, repoid TEXT)
        Walk("repo"u8, (id, row) => repositories[id] = texts.Get(SqliteRecord.Column(row, 1)));
        // trans_item (id INTEGER PRIMARY KEY, trans_id, item_id, repo_id, action, reason, state)
        Walk("trans_item"u8, (_, row) =>
        {
            if (repositories.TryGetValue(SqliteRecord.Number(row, 3), out var repository) && !repository.StartsWith('@'))
            {
                origins[SqliteRecord.Number(row, 2)] = repository;
            }
        });
        // rpm (item_id, name, epoch, version, release, arch)
        Walk("rpm"u8, (_, row) =>
        {
            if (origins.TryGetValue(SqliteRecord.Number(row, 0), out var repository))
            {
                sink.Add(new PackageOrigin($"{Text(row, 1)}-{Text(row, 3)}-{Text(row, 4)}-{Text(row, 5)}", repository));
            }
        });

        void Walk(ReadOnlySpan<byte> table, RecordHandler handler)
        {
            var root = SqliteSchema.RootOf(database, table, Damaged);
            if (root > 0)
            {
                new SqliteTable(database, Damaged).Walk(root, handler);
            }
        }

        // it is evidence beside the package database: what is broken of it costs no package
        void Damaged(string message) => sink.Report(EcosystemCodes.OriginsUnreadable, path, message);

        static string Text(ReadOnlySpan<byte> row, int column) => Encoding.UTF8.GetString(SqliteRecord.Column(row, column));
    }
}
