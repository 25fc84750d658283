using System.Globalization;
using Microsoft.Extensions.Options;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Settings;
using Vigil.Server.Simulation;
using Vigil.Storage;

namespace Vigil.Server.Hosting;

/// <summary>Starts and stops the process.</summary>
internal static class ServerProcess
{
    /// <summary>Exit code for a configuration that cannot work (EX_CONFIG).</summary>
    public const int BadConfiguration = 78;

    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--data"] = "Vigil:Data",
        ["--postgres"] = "Vigil:Postgres",
        ["--db"] = "Vigil:Advisories",
        ["--region"] = "Vigil:Region",
        ["--account"] = "Vigil:AdminAccount",
        ["--enable"] = "Vigil:Enable",
    };

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (args is ["migrate", .. var rest])
            {
                return Migrate(rest, Console.Out);
            }

            if (args is ["backup", var copy, .. var backedUp])
            {
                return BackUp(copy, backedUp);
            }

            if (args is ["simulate", .. var simulated])
            {
                await using var services = Services(simulated);
                services.GetRequiredService<FeedHistory>().Run(Console.Out, CancellationToken.None);
                return 0;
            }

            await using var server = Build(args, Console.Out);
            await server.RunAsync();
            return 0;
        }
        catch (Exception fault) when (fault is OptionsValidationException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync($"vigil-server: {fault.Message}");
            return BadConfiguration;
        }
    }

    /// <summary>Makes a server that is ready to run.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where the key of the first administrator is printed, when one is made.</param>
    /// <param name="configure">Replaces services, in tests.</param>
    internal static WebApplication Build(string[] args, TextWriter output, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.Services.AddVigil();
        configure?.Invoke(builder.Services);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var limits = builder.Configuration.GetSection(ServerLimits.Section).Get<ServerLimits>() ?? new ServerLimits();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.LongestBodyBytes + 1;
        });
        var server = builder.Build();
        server.MapVigil();
        EnsureAdministrator(server.Services, output);
        return server;
    }

    // opening the database brings its schema up to date
    private static int Migrate(string[] args, TextWriter output)
    {
        using var provider = Services(args);
        var version = Migrations.VersionOf(provider.GetRequiredService<EstateDatabase>());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The database has schema {version}."));
        return 0;
    }

    // beside a server that runs; opening must not make the database that is to be saved
    private static int BackUp(string copy, string[] args)
    {
        using var provider = Services(args);
        var options = provider.GetRequiredService<IOptions<ServerOptions>>().Value;
        if (options.Postgres.Length == 0 && !File.Exists(options.SqlitePath))
        {
            throw new FileNotFoundException($"There is no database {options.SqlitePath}.");
        }

        if (File.Exists(copy))
        {
            throw new IOException($"{copy} is there already: a backup is a new file.");
        }

        provider.GetRequiredService<EstateDatabase>().BackUp(copy);
        return 0;
    }

    // what there is without a server that listens
    private static ServiceProvider Services(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.Services.AddVigil();
        return builder.Services.BuildServiceProvider();
    }

    private static void EnsureAdministrator(IServiceProvider services, TextWriter output)
    {
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        var account = AccountId.Parse(options.AdminAccount);
        var isNew = services.GetRequiredService<Organization>().State.Management == default;
        FirstAdministrator.Ensure(
            services.GetRequiredService<AccessKeys>(), services.GetRequiredService<Organization>(), account, Environment.GetEnvironmentVariable, output);
        if (isNew)
        {
            var kinds = options.Enable.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ScanKinds.Parse);
            services.GetRequiredService<AccountSettings>().Change(account, state => state.Enable(kinds, services.GetRequiredService<TimeProvider>().GetUtcNow()));
        }
    }
}
