using System.CommandLine;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil db</c>: the advisory database of this machine.</summary>
internal static class DbCommand
{
    public static Command Create() => new("db", "Download, compile and look at the advisory database")
    {
        DbUpdateCommand.Create(),
        DbStatusCommand.Create(),
        DbImportCommand.Create(),
        DbListCommand.Create(),
        DbDiffCommand.Create(),
        DbKeyCommand.Create(),
        DbSignCommand.Create(),
        DbPushCommand.Create(),
        DbPullCommand.Create(),
    };
}
