using System.Text.RegularExpressions;
using Vigil.Server.Model;
using Vigil.Tests.Support;

namespace Vigil.Tests.Server.Model;

/// <summary>Holds <c>docs/api-coverage.md</c> to the model.</summary>
public sealed partial class DocumentedOperationsTests
{
    [Fact]
    public void Every_operation_has_its_row_and_every_row_its_operation()
    {
        var stated = ApiModel.Inspector2.Operations.Values
            .Select(operation => $"{operation.Name} {operation.Tier} {operation.Method} {operation.Path}")
            .Order(StringComparer.Ordinal);

        var documented = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "api-coverage.md")))
            .Select(row => $"{row.Groups["name"].Value} {row.Groups["tier"].Value} {row.Groups["path"].Value}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(stated, documented);
    }

    [GeneratedRegex(@"^\| (?<name>\w+) \| (?<tier>\d) \| (?<path>[A-Z]+ /[^|]*[^| ]) \| (real|part|off) \| [^|]*\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
