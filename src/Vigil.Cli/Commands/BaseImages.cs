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
        Description = "An image that this one may be built on; of several the closest counts",
        HelpName = "IMAGE",
    };

    /// <summary>The scan with the base image; with a notice where none of those named lies under it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="result">The scan.</param>
    /// <param name="open">Opens an image by name.</param>
    public async Task<ScanResult> FindAsync(ParseResult parsed, ScanResult result, Func<string, Task<ArtifactSource>> open)
    {
        var images = new List<BaseImage>();
        foreach (var name in parsed.GetValue(Option) ?? [])
        {
            await using var source = await open(name);
            images.Add(new BaseImage(name, [.. source.LayerDiffIds]));
        }

        var found = BaseImage.Under(result.Inventory, images);
        return images.Count == 0 || found is not null
            ? result with { Base = found }
            : result with
            {
                Inventory = result.Inventory with
                {
                    Diagnostics =
                    [
                        .. result.Inventory.Diagnostics,
                        new Diagnostic(ArtifactCodes.BaseUnrelated, string.Join(", ", images.Select(image => image.Name)), "The layers of the image do not begin with those of a base that was named."),
                    ],
                },
            };
    }
}
