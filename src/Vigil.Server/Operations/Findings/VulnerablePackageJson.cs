using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Findings;

/// <summary>An affected package, once for each place where it is.</summary>
internal static class VulnerablePackageJson
{
    private const string NoFix = "NotAvailable";

    public static void Write(Utf8JsonWriter json, VulnerablePackage vulnerable)
    {
        foreach (var parts in PackageParts.Of(vulnerable.Package))
        {
            json.WriteStartObject();
            json.WriteString("name", parts.Name);
            json.WriteString("version", parts.Version);
            json.WriteText("sourceLayerHash", parts.LayerHash);
            json.WriteNumber("epoch", parts.Epoch);
            json.WriteText("release", parts.Release);
            json.WriteText("arch", parts.Architecture);
            json.WriteText("packageManager", PackageManagers.Of(vulnerable.Package, parts));
            json.WriteText("filePath", parts.FilePath);
            json.WriteString("fixedInVersion", FixOf(vulnerable));
            json.WriteText("remediation", vulnerable.Remediation);
            json.WriteText("sourceLambdaLayerArn", parts.FunctionLayerArn);
            json.WriteEndObject();
        }
    }

    /// <summary>The fixed version with its epoch where the distribution has epochs: <c>0:3.0.11-1~deb12u2</c>.</summary>
    public static string FixOf(VulnerablePackage vulnerable)
    {
        var (version, scheme) = (vulnerable.Verdict.FixedVersion, vulnerable.Verdict.Scheme);
        return version.Length == 0 ? NoFix
            : scheme is "rpm" or "deb" && !version.Contains(':', StringComparison.Ordinal) ? $"0:{version}"
            : version;
    }
}
