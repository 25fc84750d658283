using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Server.Submissions;
using Vigil.Server.Wire;
using Vigil.Storage;

namespace Vigil.Server.Sources.Functions;

/// <summary>Scans a function that a caller uploads: a version of it, with its layers.</summary>
internal sealed class FunctionUpload(ScanIntake intake, FunctionNaming naming) : IOperations
{
    public IEnumerable<OperationEntry> Entries => [new("SubmitFunction", Access.Submit, Submit) { NeedsEnablement = true }];

    private void Submit(Call call, Utf8JsonWriter json)
    {
        using var scratch = new Scratch();
        var code = Write(scratch, "code.zip", call.Input.GetProperty("code"));
        var layers = call.Input.Items("layers").Select((layer, index) => Write(scratch, $"{index}.zip", layer.GetProperty("code"))).ToList();
        var package = new FunctionPackage(call.Text("name"), call.Input.OptionalText("version") ?? "$LATEST", code)
        {
            Runtime = call.Input.OptionalText("runtime") ?? "",
            Layers = [.. call.Input.Items("layers").Select(layer => layer.GetProperty("name").GetString()!)],
        };
        var inventory = Scan(package, layers, scratch, call.Cancellation);
        var resource = FunctionNaming.Complete(naming.Function(call.Account, package, call.Input.TextEntries("tags")), inventory, call.At);
        SubmissionOperations.Write(json, resource, inventory, intake.Take(new Submission(resource, inventory) { TakenAt = call.Input.OptionalTime("takenAt"), ScanMode = ScanMode.None }));
    }

    [SuppressMessage("Usage", "VSTHRD002", Justification = "A zip is read synchronously; nothing is waited for.")]
    private static Inventory Scan(FunctionPackage package, List<string> layers, Scratch scratch, CancellationToken cancellation)
    {
        try
        {
            var function = ArtifactSource.OpenFunction(package.Path, new FunctionOptions { Runtime = package.Runtime, Layers = layers });
            try
            {
                return ScanIntake.ScanAsync(function, cancellation).GetAwaiter().GetResult();
            }
            finally
            {
                function.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }
        catch (ArtifactException fault)
        {
            throw ApiException.Invalid("code", $"is no function package: {fault.Message.Replace(scratch.Path, "", StringComparison.Ordinal)}");
        }
    }

    private static string Write(Scratch scratch, string name, JsonElement base64)
    {
        var path = Path.Combine(scratch.Path, name);
        File.WriteAllBytes(path, base64.GetBytesFromBase64());
        return path;
    }
}
