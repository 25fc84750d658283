using System.CommandLine;
using Spectre.Console;
using Vigil.Advisories.Compilation;
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
            var file = NamedGeneration.PathOf(parsed.GetRequiredValue(name), DatabaseLocation.Of(parsed.GetValue(location)));
            using var store = AdvisoryStore.Open(file);
            store.Verify();
            var signature = secret.Sign(store.ContentId);
            signature.WriteBeside(file);
            Terminal.Out.WriteLine($"Generation {store.ContentId} is signed with key {signature.KeyId}");
            return ExitCode.Success;
        });
        return command;
    }
}
