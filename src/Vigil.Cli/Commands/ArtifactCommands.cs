using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Registries;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Cli.Commands;

/// <summary>The things that can be read, for every verb that reads one: <c>host</c>, <c>dir DIR</c>, <c>image REF</c>, <c>function ZIP</c>, <c>sbom FILE</c>.</summary>
internal sealed class ArtifactCommands
{
    private readonly Option<string?> _platform = new("--platform") { Description = "Which image of a multi-platform one, as in linux/arm64", HelpName = "OS/ARCH" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Accept plain HTTP and any certificate of a registry; digests are checked all the same" };
    private readonly Option<bool> _offline = new("--offline") { Description = "Never use the network: an image must be a file here" };
    private readonly Option<bool> _osOnly = new("--os-only") { Description = "Packages of the operating system alone; a host or directory is then not walked in full" };
    private readonly Option<string> _runtime = new("--runtime") { Description = "Runtime of the function: python3.12, nodejs20.x, provided.al2023", HelpName = "NAME" };
    private readonly Option<string[]> _layers = new("--layer") { Description = "Zip of a layer of the function; several in the order in which they are laid over each other", HelpName = "ZIP" };
    private readonly Option<string> _root = RootOption();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no table, only the exit code" };
    private readonly Func<ParseResult, Inventory, CancellationToken, Task<int>> _then;

    /// <summary>Makes the sub-commands.</summary>
    /// <param name="then">What is done with the inventory; gives the exit code.</param>
    public ArtifactCommands(Func<ParseResult, Inventory, CancellationToken, Task<int>> then) => _then = then;

    /// <summary>Adds the sub-commands to a verb.</summary>
    public void AddTo(Command verb, params ReadOnlySpan<Option> options)
    {
        var directory = new Argument<string>("DIR") { Description = "A root file system: a mounted disk, an unpacked image" };
        var reference = new Argument<string>("IMAGE") { Description = "A registry reference, a docker save archive, an OCI archive or an OCI layout directory" };
        var package = new Argument<string>("ZIP") { Description = "The zip with the code" };
        var sbom = new Argument<string>("FILE") { Description = "CycloneDX, SPDX, syft's JSON or a list of package URLs; - for standard input" };
        AddScanned(verb, new Command("host", "This machine") { _root }, options, (parsed, _) => Task.FromResult(ArtifactSource.OpenHost(parsed.GetRequiredValue(_root))));
        AddScanned(verb, new Command("dir", "A directory taken as a root file system") { directory }, options, (parsed, _) =>
            Task.FromResult(ArtifactSource.OpenDirectory(parsed.GetRequiredValue(directory))));
        AddScanned(verb, new Command("image", "A container image") { reference, _platform, _insecure }, options, (parsed, cancellation) =>
            OpenImageAsync(parsed, parsed.GetRequiredValue(reference), cancellation));
        AddScanned(verb, new Command("function", "The deployment package of a serverless function") { package, _runtime, _layers }, options, (parsed, _) =>
            Task.FromResult(ArtifactSource.OpenFunction(parsed.GetRequiredValue(package), FunctionOf(parsed))));
        Add(verb, new Command(verb.Name == "sbom" ? "convert" : "sbom", "A bill of materials") { sbom }, options, (parsed, cancellation) => SbomFile.ReadAsync(parsed.GetRequiredValue(sbom), cancellation));
    }

    /// <summary><c>--root</c> of verbs that look at this machine.</summary>
    public static Option<string> RootOption() =>
        new("--root") { Description = "Where the root file system of the host lies, for a vigil in a container", HelpName = "DIR", DefaultValueFactory = _ => "/" };

    /// <summary>Whether the user wants no output.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    private void AddScanned(Command verb, Command command, ReadOnlySpan<Option> options, Func<ParseResult, CancellationToken, Task<ArtifactSource>> open)
    {
        command.Options.Add(_offline);
        command.Options.Add(_osOnly);
        Add(verb, command, options, (parsed, cancellation) => ScanAsync(parsed, open, cancellation));
    }

    private void Add(Command verb, Command command, ReadOnlySpan<Option> options, Func<ParseResult, CancellationToken, Task<Inventory>> read)
    {
        command.Options.Add(_quiet);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellation) => await _then(parsed, await read(parsed, cancellation), cancellation));
        verb.Subcommands.Add(command);
    }

    private async Task<Inventory> ScanAsync(
        ParseResult parsed, Func<ParseResult, CancellationToken, Task<ArtifactSource>> open, CancellationToken cancellation)
    {
        await using var source = await open(parsed, cancellation);
        using var progress = ProgressLine.Start(isWanted: !IsQuiet(parsed));
        var extractors = parsed.GetValue(_osOnly) ? EcosystemCatalog.OperatingSystemExtractors : EcosystemCatalog.Extractors;
        var view = await new ArtifactScanner(extractors, ScanLimits.Default).ScanAsync(source, progress, cancellation);
        return InventoryBuilder.Build(view);
    }

    /// <summary>Opens an image as the options say.</summary>
    public Task<ArtifactSource> OpenImageAsync(ParseResult parsed, string reference, CancellationToken cancellation) =>
        parsed.GetValue(_offline) && !Path.Exists(reference)
            ? throw new FormatException($"{reference} is not here, and --offline forbids to ask a registry for it")
            : ArtifactSource.OpenImageAsync(reference, Options(parsed), ScanLimits.Default, cancellation);

    /// <summary>Reads the documents that are attached to an image in its registry.</summary>
    /// <exception cref="FormatException">It is no image of a registry, or the network is not to be used.</exception>
    public async Task<IReadOnlyList<AttachedDocument>> ReadAttachedAsync(ParseResult parsed, ArtifactIdentity image, CancellationToken cancellation)
    {
        if (image.Kind != ArtifactKind.Image || Path.Exists(image.Name) || parsed.GetValue(_offline) || !ImageReference.TryParse(image.Name, out var reference))
        {
            throw new FormatException("what is attached to an image is read from its registry: it cannot be a file, and --offline forbids it");
        }

        var diagnostics = new List<Diagnostic>();
        var documents = await RegistryAttachments.ReadAsync(reference, image.Digest, Options(parsed), ScanLimits.Default, diagnostics, cancellation);
        FeedMessages.Write(diagnostics);
        return documents;
    }

    private FunctionOptions FunctionOf(ParseResult parsed) =>
        new() { Runtime = parsed.GetValue(_runtime) ?? "", Layers = parsed.GetValue(_layers) ?? [] };

    private ImageOptions Options(ParseResult parsed) => new()
    {
        Platform = parsed.GetValue(_platform) is { } platform ? Platform.Parse(platform) : null,
        Insecure = parsed.GetValue(_insecure),
        DockerConfigPath = DockerLogin.ConfigPath,
    };
}
