using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Vigil.Advisories.Distribution;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Submission;

/// <summary><c>--submit URL</c>: hands an inventory to a server, which keeps it, judges it and goes on judging it as advisories change.</summary>
internal sealed class InventorySubmission
{
    private const string Path = "/vigil/v1/inventories/submit";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Option<Uri?> _server = new("--submit")
    {
        Description = "Hand the inventory to the server at this address, with the key of $AWS_ACCESS_KEY_ID and $AWS_SECRET_ACCESS_KEY",
        HelpName = "URL",
        CustomParser = ServerConnection.ParseAddress,
    };

    private readonly Option<string?> _resource = new("--resource") { Description = "Id of the resource at the server: i-… of a machine, the ARN of an image", HelpName = "ID" };

    /// <summary>The options of the command line.</summary>
    public IReadOnlyList<Option> Options => [_server, _resource];

    /// <summary>Submits an inventory when the user asked for it.</summary>
    /// <exception cref="FormatException">There is no key.</exception>
    /// <exception cref="DistributionException">The server cannot be reached, or refuses.</exception>
    public async Task SubmitAsync(ParseResult parsed, Inventory inventory, CancellationToken cancellation)
    {
        if (parsed.GetValue(_server) is not { } server)
        {
            return;
        }

        var signature = new RequestSignature(Key("AWS_ACCESS_KEY_ID"), Key("AWS_SECRET_ACCESS_KEY"));
        using var client = new HttpClient { Timeout = Patience };
        var answer = await new ServerConnection(client, server, TimeProvider.System).PostAsync(Path, Body(inventory, parsed.GetValue(_resource)), signature, cancellation);
        if (!answer.IsSuccess)
        {
            throw new DistributionException($"{server} refused the inventory: {answer.Message}");
        }
    }

    private static byte[] Body(Inventory inventory, string? resource)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteBase64String("inventory", InventoryEncoder.Encode(inventory));
        json.WriteStartObject("resource");
        if (resource is not null)
        {
            json.WriteString("id", resource);
        }

        if (inventory.Artifact.Kind == ArtifactKind.Host)
        {
            json.WriteString("name", Environment.MachineName);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }

    private static string Key(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new FormatException($"--submit needs an access key of the server in $AWS_ACCESS_KEY_ID and $AWS_SECRET_ACCESS_KEY; ${variable} is empty");
}
