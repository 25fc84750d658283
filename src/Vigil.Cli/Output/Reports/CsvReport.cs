using Vigil.Domain.Findings;
using Vigil.Domain.Findings.Csv;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Scanning.Estates;

namespace Vigil.Cli.Output.Reports;

/// <summary>The table of Inspector's findings report, a row for each finding of a scan. What only an estate knows stays empty.</summary>
internal static class CsvReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(ScanReport scan, Stream stream) => FindingCsv.Write(stream, scan.Result.Findings.Items.Select(finding => Row(scan, finding)));

    private static FindingRow Row(ScanReport scan, Finding finding)
    {
        var (artifact, text) = (scan.Result.Inventory.Artifact, scan.TextOf(finding));
        var type = TypeOf(artifact.Kind);
        return new FindingRow
        {
            Content = FindingContents.Of(finding with { Description = text.Details, References = text.References }, type ?? default),
            ResourceId = artifact.Digest.Length > 0 ? $"{artifact.Name}@{artifact.Digest}" : artifact.Name,
            ResourceType = type is { } known ? ResourceTypes.Words[known] : "",
            Platform = scan.Result.Inventory.OperatingSystem?.Platform ?? "",
        };
    }

    private static ResourceType? TypeOf(ArtifactKind kind) => kind switch
    {
        ArtifactKind.Image => ResourceType.AwsEcrContainerImage,
        ArtifactKind.Host => ResourceType.AwsEc2Instance,
        ArtifactKind.Function => ResourceType.AwsLambdaFunction,
        _ => null,
    };
}
