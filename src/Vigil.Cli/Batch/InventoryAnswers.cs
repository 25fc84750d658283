using System.Globalization;
using System.Text.Json;
using Vigil.Cli.Output;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;

namespace Vigil.Cli.Batch;

/// <summary>Answers of <c>vigil inventory --type</c> and <c>--batch</c>: the packages of one database or lock file.</summary>
internal static class InventoryAnswers
{
    /// <summary><c>{type,path,file,osRelease?}</c> to <c>{packages}</c>, or to <c>{error}</c> where the file is broken.</summary>
    public static void Answer(JsonElement question, Utf8JsonWriter answer)
    {
        var file = question.Text("file");
        var type = question.Text("type");
        var result = Read(type, question.OptionalText("path") ?? file, file, question.OptionalText("osRelease") ?? "");
        Write(answer, result);
    }

    /// <summary>Reads the packages of a file.</summary>
    /// <exception cref="FormatException">The type is not known, or the file cannot be read.</exception>
    public static SingleFileResult Read(string type, string path, string file, string osRelease)
    {
        if (!SingleFile.Types.Contains(type, StringComparer.Ordinal))
        {
            throw new FormatException($"there is no file type \"{type}\"; known are: {string.Join(", ", SingleFile.Types)}");
        }

        try
        {
            return SingleFile.ReadFile(type, path.TrimStart('/'), file, osRelease);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file} cannot be read: {ex.Message}", ex);
        }
    }

    /// <summary>Writes <c>packages</c>, <c>error</c> where the structure is broken, and <c>diagnostics</c> where there are any.</summary>
    public static void Write(Utf8JsonWriter answer, SingleFileResult result)
    {
        answer.WriteStartArray("packages");
        foreach (var package in result.Packages)
        {
            WritePackage(answer, package);
            answer.FlushWhenLarge();
        }

        answer.WriteEndArray();
        if (result.IsDamaged)
        {
            answer.WriteString("error", string.Join("; ", result.Diagnostics.Select(Text)));
        }

        if (result.Diagnostics.Count > 0)
        {
            InventoryJson.WriteDiagnostics(answer, [.. result.Diagnostics]);
        }
    }

    private static void WritePackage(Utf8JsonWriter answer, SinglePackage package)
    {
        var fact = package.Fact;
        answer.WriteStartObject();
        answer.WriteString("name", fact.Name);
        if (fact.Kind == "rpm")
        {
            // rpm's own tools show the three parts apart
            var evr = EpochVersionRelease.Parse(fact.Version);
            var source = EpochVersionRelease.Parse(package.Coordinate.EffectiveSourceVersion);
            answer.WriteString("version", evr.Version);
            answer.WriteString("release", evr.Release);
            answer.WriteNumber("epoch", long.TryParse(evr.Epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0);
            answer.WriteString("srcVersion", source.Version);
            answer.WriteString("srcRelease", source.Release);
        }
        else
        {
            answer.WriteString("version", fact.Version);
            answer.WriteString("srcVersion", package.Coordinate.EffectiveSourceVersion);
        }

        answer.WriteOptional("arch", fact.Arch);
        answer.WriteString("srcName", package.Coordinate.EffectiveSourceName);
        answer.WriteOptional("sourceRpm", fact.SourceRpm);
        answer.WriteOptional("modularityLabel", fact.ModularityLabel);
        answer.WriteOptional("vendor", fact.Vendor);
        answer.WriteOptional("signatureKeyId", fact.SignatureKeyId);
        answer.WriteOptional("license", fact.License);
        answer.WriteOptional("status", fact.Status);
        if (fact.Dependency.Scope != DependencyScope.Unknown)
        {
            answer.WriteBoolean("dev", fact.Dependency.Scope == DependencyScope.Development);
        }

        if (fact.IsProject)
        {
            answer.WriteBoolean("root", true);
        }

        if (fact.IsGuess)
        {
            answer.WriteString("confidence", "low");
        }

        InventoryJson.WriteDependency(answer, fact.Dependency);
        answer.WriteOptional("innerPath", fact.InnerPath);
        answer.WriteString("purl", package.Purl.ToString());
        answer.WriteEndObject();
    }

    private static string Text(Diagnostic diagnostic) => $"{diagnostic.Code} {diagnostic.Subject}: {diagnostic.Message}";
}
