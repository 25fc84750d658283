using System.Globalization;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Output;

/// <summary>Members of the JSON output that an inventory and a scan share; described in <c>docs/formats/scan-json.md</c>.</summary>
internal static class InventoryJson
{
    /// <summary>Writes a whole inventory as one object.</summary>
    public static void Write(Utf8JsonWriter json, Inventory inventory)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 1);
        WriteArtifact(json, inventory);
        json.WriteStartArray("packages");
        foreach (var package in inventory.Packages)
        {
            json.WriteStartObject();
            WritePackage(json, package);
            json.WriteEndObject();
            json.FlushWhenLarge();
        }

        json.WriteEndArray();
        WriteSockets(json, inventory.ListeningSockets);
        WriteDiagnostics(json, inventory.Diagnostics);
        json.WriteEndObject();
    }

    /// <summary>Writes <c>artifact</c>, <c>operatingSystem</c>, <c>runningKernel</c> and <c>layers</c>.</summary>
    public static void WriteArtifact(Utf8JsonWriter json, Inventory inventory)
    {
        json.WriteStartObject("artifact");
        json.WriteString("kind", inventory.Artifact.Kind.ToString().ToLowerInvariant());
        json.WriteString("name", inventory.Artifact.Name);
        json.WriteOptional("digest", inventory.Artifact.Digest);
        json.WriteOptional("architecture", inventory.Artifact.Architecture);
        json.WriteOptional("runtime", inventory.Artifact.Runtime);
        if (inventory.Artifact.Created is { } created)
        {
            json.WriteString("created", created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
        if (inventory.OperatingSystem is { } os)
        {
            json.WriteStartObject("operatingSystem");
            json.WriteString("id", os.Id);
            json.WriteOptional("versionId", os.VersionId);
            json.WriteOptional("codename", os.Codename);
            json.WriteOptional("prettyName", os.PrettyName);
            json.WriteString("ecosystem", os.Ecosystem);
            json.WriteOptional("release", os.Release);
            json.WriteTexts("entitlements", os.Entitlements);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("operatingSystem");
        }

        json.WriteOptional("runningKernel", inventory.RunningKernel);
        if (inventory.Layers.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("layers");
        foreach (var layer in inventory.Layers)
        {
            json.WriteStartObject();
            json.WriteString("diffId", layer.DiffId);
            json.WriteString("digest", layer.Digest);
            json.WriteOptional("createdBy", layer.CreatedBy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the members of one package.</summary>
    public static void WritePackage(Utf8JsonWriter json, Package package)
    {
        var coordinate = package.Coordinate;
        json.WriteString("name", coordinate.Name);
        json.WriteString("version", coordinate.Version);
        json.WriteOptional("arch", coordinate.Arch);
        json.WriteString("ecosystem", coordinate.Ecosystem);
        json.WriteOptional("release", coordinate.Release);
        json.WriteOptional("sourceName", coordinate.SourceName);
        json.WriteOptional("sourceVersion", coordinate.SourceVersion);
        json.WriteOptional("moduleStream", coordinate.ModuleStream);
        json.WriteOptional("repository", coordinate.Repository);
        json.WriteString("purl", package.Purl.ToString());
        json.WriteOptional("sourceRpm", package.SourceRpm);
        json.WriteOptional("vendor", package.Vendor);
        json.WriteOptional("license", package.License);
        json.WriteOptional("signatureKeyId", package.SignatureKeyId);
        json.WriteOptional("status", package.Status);
        if (package.Context != PackageContext.None)
        {
            json.WriteString("context", JsonNamingPolicy.CamelCase.ConvertName(package.Context.ToString()));
        }

        if (package.IsGuess)
        {
            json.WriteString("confidence", "low");
        }

        WriteDependency(json, package.Dependency);
        json.WriteStartArray("evidence");
        foreach (var evidence in package.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("path", evidence.Path);
            json.WriteOptional("introducedIn", evidence.LayerDiffId);
            json.WriteOptional("seenIn", evidence.FinalLayerDiffId);
            json.WriteOptional("ownedBy", evidence.OwnedBy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes <c>relationship</c>, <c>scope</c>, <c>groups</c> and <c>dependencyPath</c>, as far as they are known.</summary>
    public static void WriteDependency(Utf8JsonWriter json, Dependency dependency)
    {
        json.WriteOptional("relationship", dependency.Relation switch
        {
            DependencyRelation.Direct => "direct",
            DependencyRelation.Transitive => "indirect",
            _ => "",
        });
        json.WriteOptional("scope", dependency.Scope switch
        {
            DependencyScope.Development => "development",
            DependencyScope.Runtime => "runtime",
            _ => "",
        });
        json.WriteTexts("groups", dependency.Groups);
        json.WriteTexts("dependencyPath", dependency.Path);
    }

    /// <summary>Writes the members of one socket.</summary>
    public static void WriteSocket(Utf8JsonWriter json, ListeningSocket socket)
    {
        json.WriteString("protocol", socket.Protocol);
        json.WriteString("address", socket.Address);
        json.WriteNumber("port", socket.Port);
        json.WriteOptional("process", socket.ProcessName);
        json.WriteOptional("executable", socket.ExecutablePath);
        json.WriteOptional("package", socket.Package);
    }

    private static void WriteSockets(Utf8JsonWriter json, EquatableArray<ListeningSocket> sockets)
    {
        if (sockets.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("listeningSockets");
        foreach (var socket in sockets)
        {
            json.WriteStartObject();
            WriteSocket(json, socket);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes <c>diagnostics</c>; an empty list says that everything was read.</summary>
    public static void WriteDiagnostics(Utf8JsonWriter json, EquatableArray<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code.ToString());
            json.WriteString("subject", diagnostic.Subject);
            json.WriteString("message", diagnostic.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Passes on what is written, so that a document of many packages is never in memory as a whole.</summary>
    public static void FlushWhenLarge(this Utf8JsonWriter json)
    {
        if (json.BytesPending > 64 << 10)
        {
            json.Flush();
        }
    }

    /// <summary>Writes a text unless it is empty.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a list of texts unless it is empty.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, EquatableArray<string> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
