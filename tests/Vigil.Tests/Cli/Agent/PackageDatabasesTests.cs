using Vigil.Cli.Agent;

namespace Vigil.Tests.Cli.Agent;

public sealed class PackageDatabasesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vigil-root-");

    [Theory]
    [InlineData("var/lib/dpkg/status")]
    [InlineData("var/lib/dpkg/status.d/base")]
    [InlineData("lib/apk/db/installed")]
    [InlineData("var/lib/rpm/rpmdb.sqlite")]
    public async Task Written_database_is_noticed_by_both_ways(string path)
    {
        Write(path, "old");
        using var databases = new PackageDatabases(_root.FullName);
        var before = databases.Fingerprint();
        Assert.Equal(before, databases.Fingerprint());

        Write(path + ".new", "changed");
        File.Move(Path.Combine(_root.FullName, path + ".new"), Path.Combine(_root.FullName, path), overwrite: true);

        Assert.NotEqual(before, databases.Fingerprint());
        Assert.True(await databases.WrittenAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Root_without_any_database_can_be_watched()
    {
        using var databases = new PackageDatabases(_root.FullName);
        var before = databases.Fingerprint();

        Write("var/lib/dpkg/status", "first");

        Assert.NotEqual(before, databases.Fingerprint());
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
