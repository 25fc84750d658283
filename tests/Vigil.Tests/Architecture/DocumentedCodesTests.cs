using System.Reflection;
using System.Text.RegularExpressions;
using Vigil.Advisories.Store;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;
using Vigil.Tests.Support;

namespace Vigil.Tests.Architecture;

/// <summary>Holds <c>docs/operations/codes.md</c> to the code.</summary>
public sealed partial class DocumentedCodesTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(DiagnosticCode).Assembly, typeof(AdvisoryStore).Assembly, typeof(ArtifactSource).Assembly, typeof(Vigil.Reachability.ReachabilityCodes).Assembly, Assembly.Load("vigil")];

    [Fact]
    public void Every_code_has_its_row_and_every_row_its_code()
    {
        var stated = Assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(DiagnosticCode))
            .Select(field => $"{field.GetValue(null)} {field.Name}")
            .Order(StringComparer.Ordinal);

        var documented = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations", "codes.md")))
            .Select(row => $"{row.Groups["code"].Value} {row.Groups["name"].Value}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(stated, documented);
    }

    [GeneratedRegex(@"^\| (?<code>VGL\d{4}) \| (?<name>\w+) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
