using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Registries;

namespace Vigil.Cli.Database;

/// <summary>The registry that a site keeps its generations in, as the user names it: <c>oci://REGISTRY/REPOSITORY[:TAG]</c>.</summary>
internal sealed class GenerationRegistry
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "oci://REGISTRY/REPOSITORY[:TAG]; the tag is 'latest' when none is named" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Accept plain HTTP and any certificate; digests and signatures are checked all the same" };

    /// <summary>Adds argument and option to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_address);
        command.Options.Add(_insecure);
    }

    /// <summary>Does something with the repository.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayWrite">Whether to ask to be allowed to write.</param>
    /// <param name="use">What is done; gives the exit code.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public async Task<int> UseAsync(ParseResult parsed, bool mayWrite, Func<RegistryRepository, Task<int>> use, CancellationToken cancellation)
    {
        var reference = RegistryRepository.ParseAddress(parsed.GetRequiredValue(_address));
        var options = new ImageOptions { Insecure = parsed.GetValue(_insecure), DockerConfigPath = DockerLogin.ConfigPath };
        var diagnostics = new List<Diagnostic>();
        try
        {
            using var repository = await RegistryRepository.OpenAsync(reference, mayWrite, options, diagnostics, cancellation);
            FeedMessages.Write(diagnostics);
            return await use(repository);
        }
        catch (ArtifactException ex)
        {
            return Terminal.Fail(ExitCode.Download, $"{ex.Message} ({ex.Code})");
        }
    }
}
