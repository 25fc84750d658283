using System.CommandLine;
using Vigil.Domain.Findings;
using Vigil.Scanning.Policies;
using Vigil.Scanning.Vex;

namespace Vigil.Cli.Commands;

/// <summary>What people have said of findings: <c>--vex</c> and <c>--policy</c>.</summary>
internal sealed class Judgements
{
    private const string DefaultPolicy = "vigil.yaml";
    private const int MaxBytes = 64 << 20;

    private readonly Option<string[]> _vex = new("--vex")
    {
        Description = "VEX documents (OpenVEX, CSAF, CycloneDX), a file or a folder; may be given several times",
        HelpName = "PATH",
    };

    private readonly Option<string?> _policy = new("--policy") { Description = $"What to ignore and which gates to hold (default: {DefaultPolicy} here, if there is one)", HelpName = "FILE" };

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [_vex, _policy];

    /// <summary>The scan without what was judged not to count, and the policy, whose gates come last.</summary>
    /// <exception cref="FormatException">A document or the policy cannot be read or understood.</exception>
    public (ScanResult Result, PolicyApplication? Policy) Apply(ParseResult parsed, ScanResult result)
    {
        var path = parsed.GetValue(_policy) ?? (File.Exists(DefaultPolicy) ? DefaultPolicy : null);
        var policy = path is null ? null : PolicyReader.Read(path, System.Text.Encoding.UTF8.GetString(ReadFile(path)));
        var folder = Path.GetDirectoryName(path) ?? "";
        string[] documents = [.. parsed.GetValue(_vex) ?? [], .. policy?.Vex.Select(vex => Path.Combine(folder, vex)) ?? []];
        if (documents.Length > 0)
        {
            result = new VexApplication(documents.SelectMany(FilesOf).SelectMany(file => VexReader.Read(file, ReadFile(file)))).Apply(result);
        }

        if (policy is null)
        {
            return (result, null);
        }

        var application = new PolicyApplication(policy, Today.Utc);
        return (application.Ignore(result), application);
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
