using System.CommandLine;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Findings;
using Vigil.Scanning.Artifacts.Registries;
using Vigil.Scanning.Policies;
using Vigil.Scanning.Vex;

namespace Vigil.Cli.Commands;

/// <summary>What people have said of findings: <c>--vex</c> and <c>--policy</c>.</summary>
internal sealed class Judgements
{
    private const string DefaultPolicy = "vigil.yaml";
    private const string Attached = "oci";
    private const int MaxBytes = 64 << 20;

    private readonly Option<string[]> _vex = new("--vex")
    {
        Description = $"VEX documents (OpenVEX, CSAF, CycloneDX), a file or a folder, or '{Attached}': what is attached to the image in its registry; may be given several times",
        HelpName = "PATH",
    };

    private readonly Option<string?> _policy = new("--policy") { Description = $"What to ignore and which gates to hold (default: {DefaultPolicy} here, if there is one)", HelpName = "FILE" };

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [_vex, _policy];

    /// <summary>The scan without what was judged not to count, and the policy, whose gates come last.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="result">The scan.</param>
    /// <param name="readAttached">Reads what is attached to the image.</param>
    /// <exception cref="FormatException">A document or the policy cannot be read or understood.</exception>
    public async Task<(ScanResult Result, PolicyApplication? Policy)> ApplyAsync(ParseResult parsed, ScanResult result, Func<Task<IReadOnlyList<AttachedDocument>>> readAttached)
    {
        var path = parsed.GetValue(_policy) ?? (File.Exists(DefaultPolicy) ? DefaultPolicy : null);
        var policy = path is null ? null : PolicyReader.Read(path, System.Text.Encoding.UTF8.GetString(ReadFile(path)));
        var folder = Path.GetDirectoryName(path) ?? "";
        string[] documents = [.. parsed.GetValue(_vex) ?? [], .. policy?.Vex.Select(vex => Path.Combine(folder, vex)) ?? []];
        if (documents.Length > 0)
        {
            var attached = documents.Contains(Attached, StringComparer.Ordinal) ? StatementsIn(await readAttached()) : [];
            var stated = documents.Where(document => document != Attached).SelectMany(FilesOf).SelectMany(file => VexReader.Read(file, ReadFile(file)));
            result = new VexApplication([.. attached ?? [], .. stated]).Apply(attached is null ? WithNothingAttached(result) : result);
        }

        if (policy is null)
        {
            return (result, null);
        }

        var application = new PolicyApplication(policy, Today.Utc);
        return (application.Ignore(result), application);
    }

    // other attestations tell where an image comes from and what is in it; null where none is VEX
    private static List<VexStatement>? StatementsIn(IEnumerable<AttachedDocument> documents)
    {
        List<VexStatement>? statements = null;
        foreach (var document in documents)
        {
            try
            {
                var read = VexReader.Read($"{Attached}:{document.Digest}", document.Content);
                (statements ??= []).AddRange(read);
            }
            catch (FormatException)
            {
                // no VEX
            }
        }

        return statements;
    }

    private static ScanResult WithNothingAttached(ScanResult result)
    {
        var inventory = result.Inventory;
        var notice = new Diagnostic(VexCodes.NothingAttached, inventory.Artifact.Name, "Nothing that is attached to the image in its registry is VEX.");
        return result with { Inventory = inventory with { Diagnostics = [.. inventory.Diagnostics, notice] } };
    }

    private static IEnumerable<string> FilesOf(string path) =>
        Directory.Exists(path) ? Directory.GetFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static byte[] ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxBytes ? File.ReadAllBytes(path) : throw new FormatException($"{path} is larger than {MaxBytes >> 20} MiB");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path} cannot be read: {ex.Message}", ex);
        }
    }
}
