using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Vigil.Domain.Accounts;
using Vigil.Server.Hosting;
using Vigil.Server.Identity;
using Vigil.Server.Work;

namespace Vigil.Tests.Server.Support;

/// <summary>A server with real sockets in this process, on a directory of its own and a clock that only the test moves.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    internal static readonly AccountId Management = AccountId.Parse("000000000001");

    private readonly string _directory = Directory.CreateTempSubdirectory("vigil-server-").FullName;
    private readonly WebApplication _server;

    private RunningServer(Action<IServiceCollection>? configure, string[] args)
    {
        _server = ServerProcess.Build(
            ["--urls", "http://127.0.0.1:0", "--data", _directory, .. args],
            TextWriter.Null,
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock).AddLogging(logging => logging.ClearProviders());
                configure?.Invoke(services);
            });
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    internal IServiceProvider Services => _server.Services;

    internal Uri Address { get; private set; } = null!;

    internal string Data => _directory;

    internal static async Task<RunningServer> StartAsync(Action<IServiceCollection>? configure = null, params string[] args)
    {
        var running = new RunningServer(configure, args);
        await running._server.StartAsync(TestContext.Current.CancellationToken);
        var addresses = running._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        running.Address = new Uri(addresses.Addresses.Single());
        return running;
    }

    /// <summary>A client with a new key of an account.</summary>
    internal SignedClient Client(AccountId account, Role role = Role.Administrator) =>
        new(Address, Clock, Services.GetRequiredService<AccessKeys>().Create(account, role, "test"));

    /// <summary>A client of the management account's administrator.</summary>
    internal SignedClient Client() => Client(Management);

    /// <summary>A client whose account has all scans on.</summary>
    internal async Task<SignedClient> EnabledClientAsync(AccountId? account = null, Role role = Role.Administrator)
    {
        await Client(account ?? Management).CallAsync("Enable", new { resourceTypes = new[] { "EC2", "ECR", "LAMBDA" } });
        return Client(account ?? Management, role);
    }

    /// <summary>Does all work that is due, and what follows from it.</summary>
    internal async Task DoWorkAsync()
    {
        while (await Services.GetRequiredService<WorkPump>().RunDueAsync(TestContext.Current.CancellationToken))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
