using System.CommandLine;
using System.CommandLine.Parsing;
using Vigil.Cli.Commands;
using Vigil.Cli.Output;
using Vigil.Cli.Submission;

namespace Vigil.Cli.Agent;

/// <summary><c>vigil agent</c>: tells a server what is installed on this host, for as long as it runs.</summary>
internal sealed class AgentCommand
{
    private const string ServerVariable = "VIGIL_SERVER";
    private const string TokenVariable = "VIGIL_ENROLMENT_TOKEN";

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    // a package manager writes its database many times
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(30);

    private readonly Option<string> _state = new("--state") { Description = "Directory of the key and of what could not be sent yet", HelpName = "DIR", DefaultValueFactory = _ => "/var/lib/vigil-agent" };
    private readonly Option<Uri?> _server = new("--server") { Description = $"Address of the server; else ${ServerVariable}", HelpName = "URL", CustomParser = ServerConnection.ParseAddress };
    private readonly Option<string?> _token = new("--token") { Description = $"An enrolment token; better in ${TokenVariable}, where other users do not see it", HelpName = "TOKEN" };
    private readonly Option<string> _name = new("--name") { Description = "What the host is called", HelpName = "NAME", DefaultValueFactory = _ => Environment.MachineName };
    private readonly Option<string?> _resource = new("--resource") { Description = "Id of the host at its provider, i-…; without it the server makes one", HelpName = "ID" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "A tag of the host", HelpName = "KEY=VALUE" };
    private readonly Option<string> _root = ArtifactCommands.RootOption();
    private readonly Option<TimeSpan> _interval = new("--interval") { Description = "Time between two inventories when no package changes: 6h, 30m", HelpName = "TIME", DefaultValueFactory = _ => TimeSpan.FromHours(6), CustomParser = ParseInterval };
    private readonly Option<string[]> _paths = new("--path") { Description = "A directory more in which packages of languages are looked for; / for the whole host", HelpName = "DIR" };
    private readonly Option<bool> _once = new("--once") { Description = "Send one inventory and end" };

    public static Command Create()
    {
        var command = new AgentCommand();
        return new Command("agent", "Tell a server what is installed on this host, for as long as it runs") { command.Enrol(), command.Run() };
    }

    private Command Enrol()
    {
        var enrol = new Command("enrol", "Make this host known to a server; one that is known already stays as it is") { _server, _token, _name, _resource, _tags, _state };
        enrol.SetAction(EnrolAsync);
        return enrol;
    }

    private Command Run()
    {
        var run = new Command("run", "Report, and go on reporting") { _root, _interval, _paths, _once, _state };
        run.SetAction(RunAsync);
        return run;
    }

    private async Task<int> EnrolAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var state = new StateDirectory(parsed.GetRequiredValue(_state));
        if (HostIdentity.Read(state) is { } known)
        {
            Say($"this host is {known.HostId} at {known.Server}");
            return ExitCode.Success;
        }

        var server = parsed.GetValue(_server) ?? ServerOfEnvironment();
        var token = parsed.GetValue(_token) ?? Environment.GetEnvironmentVariable(TokenVariable) ?? throw new FormatException($"enrolling needs a token: --token or ${TokenVariable}");
        using var client = Client();
        var host = await Link(client, server).EnrolAsync(
            server, token, parsed.GetRequiredValue(_name), parsed.GetValue(_resource), [.. (parsed.GetValue(_tags) ?? []).Select(TagOf)], cancellation);
        host.Write(state);
        Say($"this host is {host.HostId} at {server}");
        return ExitCode.Success;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var state = new StateDirectory(parsed.GetRequiredValue(_state));
        var host = HostIdentity.Read(state) ?? throw new FormatException("this host is not known to any server: \"vigil agent enrol\" first");
        var root = parsed.GetRequiredValue(_root);
        using var client = Client();
        using var databases = new PackageDatabases(root);
        var spool = new Spool(state);
        var loop = new AgentLoop(
            host,
            Link(client, host.Server),
            spool,
            new HostInspection(root, TimeProvider.System).RunAsync,
            databases.Fingerprint,
            new AgentOptions(parsed.GetValue(_interval), parsed.GetValue(_paths) ?? []),
            new Pauses(Random.Shared.NextDouble),
            TimeProvider.System,
            Say);
        try
        {
            do
            {
                using var heap = new HeapWatch();
                await loop.StepAsync(cancellation);
            }
            while (!(parsed.GetValue(_once) && spool.WaitingDigest is null) && await WaitAsync(databases, loop.NextAt, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // it is how a service ends
        }

        return ExitCode.Success;
    }

    // until something is due, or written and quiet again
    private static async Task<bool> WaitAsync(PackageDatabases databases, DateTimeOffset nextAt, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var wait = nextAt - time.GetUtcNow();
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LookAround ? wait : LookAround;
        if (await databases.WrittenAsync(wait, cancellation))
        {
            var since = time.GetTimestamp();
            while (time.GetElapsedTime(since) < LongestUnrest && await databases.WrittenAsync(Quiet, cancellation))
            {
                // not quiet yet
            }
        }

        return true;
    }

    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectPatience,
        PooledConnectionLifetime = TimeSpan.Zero, // minutes pass between two calls
    })
    {
        Timeout = Patience,
    };

    private static AgentLink Link(HttpClient client, Uri server) => new(new ServerConnection(client, server, TimeProvider.System));

    private static Uri ServerOfEnvironment() => ServerConnection.TryParseAddress(Environment.GetEnvironmentVariable(ServerVariable) ?? "", out var server)
        ? server!
        : throw new FormatException($"enrolling needs the address of a server: --server or ${ServerVariable}, like https://vigil.example");

    private static KeyValuePair<string, string> TagOf(string text) => text.Split('=', 2) is [{ Length: > 0 } key, var value]
        ? KeyValuePair.Create(key, value)
        : throw new FormatException($"--tag needs KEY=VALUE, not {text}");

    private static TimeSpan ParseInterval(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var unit = text.LastOrDefault() switch { 's' => TimeSpan.FromSeconds(1), 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), _ => TimeSpan.Zero };
        if (unit > TimeSpan.Zero && ushort.TryParse(text[..^1], out var count) && unit * count >= ShortestInterval)
        {
            return unit * count;
        }

        result.AddError($"--interval needs a time like 6h, 30m or 90s, not {text}");
        return default;
    }

    private static void Say(string message) => Console.Error.WriteLine($"vigil agent: {SafeText.OneLine(message)}");
}
