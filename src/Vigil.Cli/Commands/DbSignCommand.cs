using System.CommandLine;
using Spectre.Console;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Signing;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db sign</c>: signs a generation.</summary>
internal static class DbSignCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("GENERATION")
        {
            Description = "Its id or the beginning of it, 'current', or a file",
            DefaultValueFactory = _ => NamedGeneration.Current,
        };
        var key = new Option<string>("--key") { Description = "The secret key, as 'vigil db key new' makes it", HelpName = "FILE", Required = true };
        var location = DatabaseLocation.Option();
        var command = new Command("sign", "Sign a generation: the signature is a file beside it") { name, key, location };
        command.SetAction(parsed =>
        {
            using var secret = SigningKey.Parse(KeyFile.Read(parsed.GetRequiredValue(key)));
            var database = DatabaseLocation.Of(parsed.GetValue(location));
            var file = NamedGeneration.PathOf(parsed.GetRequiredValue(name), database);
            using var store = AdvisoryStore.Open(file);
            store.Verify();
            var signature = secret.Sign(SignedContent.Generation, store.ContentId);
            signature.WriteBeside(file);
            Terminal.Out.WriteLine($"Generation {store.ContentId} is signed with key {signature.KeyId}");
            SignExploits(secret, database);
            return ExitCode.Success;
        });
        return command;
    }

    private static void SignExploits(SigningKey secret, string database)
    {
        var file = ExploitTable.PathIn(database);
        if (File.Exists(file))
        {
            using var table = ExploitTable.OpenIn(database);
            table.Verify();
            secret.Sign(SignedContent.ExploitTable, table.ContentId).WriteBeside(file);
            Terminal.Out.WriteLine($"Exploit table {table.ContentId} is signed too");
        }
    }
}
