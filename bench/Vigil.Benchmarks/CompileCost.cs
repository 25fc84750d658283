using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;

namespace Vigil.Benchmarks;

/// <summary>What it takes to compile the OSV archives, beside what it takes only to unzip them and to tokenise their JSON.</summary>
internal static class CompileCost
{
    private const int Rounds = 5;

    /// <summary>Measures both in turn, after a warm-up, and prints the medians and the median of the ratios.</summary>
    /// <param name="feeds">A mirror of the feeds.</param>
    /// <param name="work">For temporary files.</param>
    public static void Run(string feeds, string work)
    {
        string[] archives = [.. Directory.EnumerateFiles(Path.Combine(feeds, "osv"), "all.zip", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Directory.CreateDirectory(work);
        var (compile, tokenise, ratios) = (new List<Cost>(), new List<Cost>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var compiled = Cost.Of(() => Compile(feeds, work));
            var tokenised = Cost.Of(() => Array.ForEach(archives, Tokenise));
            if (round > 0)
            {
                compile.Add(compiled);
                tokenise.Add(tokenised);
                ratios.Add(compiled.Cpu / tokenised.Cpu);
            }
        }

        ratios.Sort();
        Console.WriteLine("| what | CPU s | wall s |\n|---|---|---|");
        Console.WriteLine($"| OSV archives compiled | {Cost.Median(compile)} |");
        Console.WriteLine($"| OSV archives unzipped and tokenised | {Cost.Median(tokenise)} |");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nratio of CPU, median of {Rounds}: {ratios[Rounds / 2]:F2}"));
    }

    private static void Compile(string feeds, string work)
    {
        using var compiler = new GenerationCompiler(work);
        var reports = FeedReader.ReadAll(feeds, FeedSelection.Of(["osv"]), compiler, FeedLimits.Default, _ => { }, CancellationToken.None);
        foreach (var report in reports)
        {
            compiler.AddSource(report);
        }

        using var output = new FileStream(Path.Combine(work, "compiled.tmp"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        compiler.Write(output);
    }

    private static void Tokenise(string archive)
    {
        var buffer = new byte[1 << 20];
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal)))
        {
            if (buffer.Length < entry.Length)
            {
                buffer = new byte[entry.Length];
            }

            using var content = entry.Open();
            var json = buffer.AsSpan(0, (int)entry.Length);
            content.ReadExactly(json);
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
            }
        }
    }
}
