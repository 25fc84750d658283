using System.CommandLine;
using Spectre.Console;
using Vigil.Advisories.Signing;
using Vigil.Cli.Database;
using Vigil.Cli.Output;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db key new FILE</c>: makes a pair of keys for signing generations.</summary>
internal static class DbKeyCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where the secret key goes; the public one goes to FILE.pub" };
        var create = new Command("new", "Make a secret key that signs generations, and the public one that others pin") { file };
        create.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            using var key = SigningKey.Create();
            KeyFile.WriteSecret(path, key.ExportSecret());
            File.WriteAllText(path + ".pub", key.ExportPublic());
            Terminal.Out.WriteLine($"{path} signs: keep it secret. {path}.pub is for those who pull or import: --key FILE, or trusted.pub in their database.");
            return ExitCode.Success;
        });
        return new Command("key", "Keys for signed generations") { create };
    }
}
