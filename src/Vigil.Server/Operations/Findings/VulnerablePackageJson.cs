using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Findings;

/// <summary>An affected package, once for each place where it is.</summary>
internal static class VulnerablePackageJson
{
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
            json.WriteString("fixedInVersion", vulnerable.FixedInVersion);
            json.WriteText("remediation", vulnerable.Remediation);
            json.WriteText("sourceLambdaLayerArn", parts.FunctionLayerArn);
            json.WriteEndObject();
        }
    }
}
