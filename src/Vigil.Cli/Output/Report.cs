using System.CommandLine;

namespace Vigil.Cli.Output;

/// <summary>A form in which results of one kind are written.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">What it is for, for people.</param>
/// <param name="Write">Writes a result; the stream stays open.</param>
internal sealed record Report<T>(string Name, string Description, Action<T, Stream> Write)
{
    /// <summary>Makes an option that chooses one of several forms; the first is the default.</summary>
    public static Option<string> Option(IReadOnlyList<Report<T>> reports, params string[] names)
    {
        var option = new Option<string>(names[0], names[1..])
        {
            Description = "In which form: " + string.Join("; ", reports.Select(report => $"{report.Name}, {report.Description}")),
            HelpName = "FORMAT",
            DefaultValueFactory = _ => reports[0].Name,
        };
        option.AcceptOnlyFromAmong([.. reports.Select(report => report.Name)]);
        return option;
    }

    /// <summary>Makes an option that writes further forms into files; it may be given several times.</summary>
    public static Option<string[]> FilesOption(IReadOnlyList<Report<T>> reports, string name)
    {
        var option = new Option<string[]>(name)
        {
            Description = "Write this form into a file beside the one on standard output; may be given several times",
            HelpName = "FORMAT=FILE",
        };
        option.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(token => token.Value).Where(text => !TrySplit(reports, text, out _)))
            {
                result.AddError($"\"{text}\" is not FORMAT=FILE with one of the formats {string.Join(", ", reports.Select(report => report.Name))}");
            }
        });
        return option;
    }

    /// <summary>The form of a name that an option let through.</summary>
    public static Report<T> Find(IReadOnlyList<Report<T>> reports, string name) => reports.First(report => report.Name == name);

    /// <summary>The forms and files of an option made by <see cref="FilesOption"/>.</summary>
    public static IEnumerable<(Report<T> Report, string Path)> Files(IReadOnlyList<Report<T>> reports, string[]? texts)
    {
        foreach (var text in texts ?? [])
        {
            if (TrySplit(reports, text, out var file))
            {
                yield return file;
            }
        }
    }

    private static bool TrySplit(IReadOnlyList<Report<T>> reports, string text, out (Report<T> Report, string Path) file)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var report = equals < 0 ? null : reports.FirstOrDefault(one => text.AsSpan(0, equals).SequenceEqual(one.Name));
        file = report is null ? default : (report, text[(equals + 1)..]);
        return report is not null && file.Path.Length > 0;
    }

    /// <summary>Writes a result to standard output.</summary>
    public void WriteOut(T result)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput(), 64 << 10);
        Write(result, output);
    }

    /// <summary>Writes a result to a file, which is there in whole or not at all.</summary>
    /// <exception cref="FormatException">The file cannot be written.</exception>
    public void WriteFile(T result, string path)
    {
        var partial = path + ".partial";
        try
        {
            using (var output = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 64 << 10))
            {
                Write(result, output);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }

            throw new FormatException($"{path} cannot be written: {ex.Message}", ex);
        }
    }
}
