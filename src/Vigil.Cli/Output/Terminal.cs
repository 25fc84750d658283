using Spectre.Console;

namespace Vigil.Cli.Output;

/// <summary>The two ends of the process: results go to standard output, everything else to standard error.</summary>
internal static class Terminal
{
    // a table in a pipe is read by a person later or by grep: no wrapping
    private const int PipeWidth = 200;

    /// <summary>Standard output: colours on a terminal, plain text in a pipe.</summary>
    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error, for messages and progress.</summary>
    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Plain text on a stream: colours where that is standard output and a terminal.</summary>
    public static IAnsiConsole On(Stream stream) =>
        stream is FileStream || Console.IsOutputRedirected ? Create(new StreamWriter(stream, leaveOpen: true) { AutoFlush = true, NewLine = "\n" }, isRedirected: true) : Out;

    /// <summary>Tells the user what failed and returns the exit code.</summary>
    public static int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine($"vigil: {message}");
        return exitCode;
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(isRedirected ? new TrimmedLines(writer) : writer),
        });
        if (isRedirected)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
