using Vigil.Advisories.Distribution;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Agent;

/// <summary>What an agent does over time. One step at a time, so that a test can be the clock.</summary>
/// <param name="host">Who this host is.</param>
/// <param name="link">To its server.</param>
/// <param name="spool">What is on its way.</param>
/// <param name="inspect">Takes the inventory, with packages of languages in some directories.</param>
/// <param name="fingerprint">A number that changes when packages do.</param>
/// <param name="options">How often, and where.</param>
/// <param name="pauses">How long to wait.</param>
/// <param name="clock">The time.</param>
/// <param name="say">Tells the operator.</param>
internal sealed class AgentLoop(
    HostIdentity host,
    AgentLink link,
    Spool spool,
    Func<IReadOnlyCollection<string>, CancellationToken, Task<Inventory>> inspect,
    Func<int> fingerprint,
    AgentOptions options,
    Pauses pauses,
    TimeProvider clock,
    Action<string> say)
{
    private HostOrders _orders = new(InventoryWanted: false, DeepInspection: true, []);
    private int? _seen;
    private bool _isAsked;
    private DateTimeOffset _inventoryAt;
    private DateTimeOffset _reportAt;
    private DateTimeOffset _retryAt;

    /// <summary>When something is due next.</summary>
    public DateTimeOffset NextAt
    {
        get
        {
            var sendAt = spool.WaitingDigest is null ? _reportAt : _retryAt;
            var serverAt = sendAt > _retryAt ? sendAt : _retryAt;
            return serverAt < _inventoryAt ? serverAt : _inventoryAt;
        }
    }

    /// <summary>Does what is due.</summary>
    /// <exception cref="HostRevokedException">The server does not know this host any more.</exception>
    public async Task StepAsync(CancellationToken cancellation)
    {
        if (spool.WaitingDigest is null)
        {
            await ReportIfDueAsync(cancellation);
        }

        if (_isAsked || clock.GetUtcNow() >= _inventoryAt || fingerprint() != _seen)
        {
            await TryInspectAsync(cancellation);
        }

        if (spool.WaitingDigest is not null && clock.GetUtcNow() >= _retryAt)
        {
            await TryAsync(() => SendAsync(cancellation));
        }
    }

    private async Task ReportIfDueAsync(CancellationToken cancellation)
    {
        if (clock.GetUtcNow() >= _reportAt && clock.GetUtcNow() >= _retryAt)
        {
            await TryAsync(async () => Obey(await link.ReportAsync(host, spool.SentDigest, cancellation)));
        }
    }

    private void Obey(HostOrders orders)
    {
        _reportAt = clock.GetUtcNow() + pauses.About(PauseBy(orders));
        var isSame = PathsOf(orders).SequenceEqual(PathsOf(_orders), StringComparer.Ordinal);
        _isAsked |= orders.InventoryWanted || !isSame;
        _orders = orders;
    }

    private async Task TryInspectAsync(CancellationToken cancellation)
    {
        try
        {
            await InspectAsync(cancellation);
        }
        catch (IOException fault)
        {
            var pause = pauses.AfterFailure();
            (_isAsked, _inventoryAt) = (false, clock.GetUtcNow() + pause);
            say($"the inventory cannot be kept: {fault.Message}; again in {pause.TotalSeconds:0} s");
        }
    }

    private async Task InspectAsync(CancellationToken cancellation)
    {
        _seen = fingerprint(); // before: what is written meanwhile is seen by the next step
        var now = clock.GetUtcNow();
        var inventory = await inspect(PathsOf(_orders), cancellation);
        var isNew = spool.Put(InventoryEncoder.Encode(inventory), now, _orders.InventoryWanted);
        _inventoryAt = now + pauses.About(options.Interval);
        _isAsked = false;
        _orders = _orders with { InventoryWanted = false };
        say($"{inventory.Packages.Count} packages, {inventory.ListeningSockets.Count} listening sockets{(inventory.IsPartial ? ", not everything could be read" : "")}{(isNew ? "" : ": as before")}");
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        if (spool.Request is not { } request)
        {
            spool.Drop(); // somebody emptied the directory
            _isAsked = true;
            return;
        }

        if (await link.SubmitAsync(host, request, cancellation))
        {
            spool.MarkSent();
            say("inventory sent");
        }
        else
        {
            spool.Drop();
            say("the server cannot read the inventory and refuses it");
        }

        _reportAt = clock.GetUtcNow() + pauses.About(PauseBy(_orders));
    }

    private async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            pauses.Reset();
        }
        catch (Exception fault) when (fault is DistributionException or IOException)
        {
            var pause = pauses.AfterFailure();
            _retryAt = clock.GetUtcNow() + pause;
            say($"{fault.Message}; again in {pause.TotalSeconds:0} s");
        }
    }

    private TimeSpan PauseBy(HostOrders orders) => options.Interval < orders.Pause ? options.Interval : orders.Pause;

    private string[] PathsOf(HostOrders orders) =>
        orders.DeepInspection ? [.. HostInspection.UsualPaths.Concat(options.Paths).Concat(orders.PackagePaths).Distinct(StringComparer.Ordinal)] : [];
}

/// <summary>How often an agent does what, and where it looks.</summary>
/// <param name="Interval">About the time between two inventories when nothing is noticed in between.</param>
/// <param name="Paths">Where to look for packages of languages besides <see cref="HostInspection.UsualPaths"/>.</param>
internal sealed record AgentOptions(TimeSpan Interval, IReadOnlyList<string> Paths);
