using System.CommandLine;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil completion bash|zsh|fish</c>: a script that lets the shell ask vigil what may come next, so that it never lags behind the commands.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        _vigil() {
            local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]}
            COMPREPLY=($(compgen -W "$(vigil "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null | grep -v '^[/]')" -- "$word"))
        }
        complete -o default -F _vigil vigil
        """;

    private const string Zsh =
        """
        #compdef vigil
        _vigil() {
            local -a found
            found=("${(@f)$(vigil "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null | grep -v '^[/]')}")
            compadd -- $found || _files
        }
        compdef _vigil vigil
        """;

    private const string Fish =
        """
        complete -c vigil -a '(vigil "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null | string match -v "/*")'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that completes commands in a shell: source <(vigil completion bash)") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            });
            return ExitCode.Success;
        });
        return command;
    }
}
