using System.CommandLine;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;

namespace Vigil.Cli.Commands;

/// <summary><c>--base IMAGE</c>: tells what an image brought from what was built on it. Of a base only the list of its layers is read.</summary>
internal sealed class BaseImages
{
    /// <summary>The option.</summary>
    public Option<string[]> Option { get; } = new("--base")
    {
        Description = "An image that this one may be built on, its bill of materials, or a folder of these; of several images the closest counts",
        HelpName = "IMAGE",
    };

    /// <summary>The scan with the base image; with a notice where none of those named lies under it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="result">The scan.</param>
    /// <param name="open">Opens an image by name.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ScanResult> FindAsync(ParseResult parsed, ScanResult result, Func<string, Task<ArtifactSource>> open, CancellationToken cancellation)
    {
        var names = parsed.GetValue(Option) ?? [];
        var images = new List<BaseImage>();
        foreach (var name in names)
        {
            if (KeptDocuments(name) is not { } documents)
            {
                images.Add(await ReadAsync(name, open));
                continue;
            }

            foreach (var document in documents)
            {
                images.Add(await ReadAsync(document, cancellation));
            }
        }

        var found = BaseImage.Under(result.Inventory, images);
        return names.Length == 0 || found is not null
            ? result with { Base = found }
            : result with
            {
                Inventory = result.Inventory with
                {
                    Diagnostics =
                    [
                        .. result.Inventory.Diagnostics,
                        new Diagnostic(ArtifactCodes.BaseUnrelated, string.Join(", ", names), "The layers of the image do not begin with those of a base that was named."),
                    ],
                },
            };
    }

    // a bill of materials that was kept, or a folder of them that is no image layout; null for an image itself
    private static IReadOnlyList<string>? KeptDocuments(string name) =>
        File.Exists(name) && SbomFile.IsDocument(name) ? [name]
        : Directory.Exists(name) && !File.Exists(Path.Combine(name, "oci-layout")) ? [.. Directory.EnumerateFiles(name).Order(StringComparer.Ordinal)]
        : null;

    private static async Task<BaseImage> ReadAsync(string document, CancellationToken cancellation)
    {
        var inventory = await SbomFile.ReadAsync(document, cancellation);
        return new BaseImage(inventory.Artifact.Name, [.. inventory.Layers.Items.Select(layer => layer.DiffId)]);
    }

    private static async Task<BaseImage> ReadAsync(string name, Func<string, Task<ArtifactSource>> open)
    {
        await using var source = await open(name);
        return new BaseImage(name, [.. source.LayerDiffIds]);
    }
}
