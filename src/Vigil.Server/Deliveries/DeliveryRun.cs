using System.Security.Cryptography;
using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Settings;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries;

/// <summary>Tells one destination what it has not heard yet: at least once, in order but for what it could not take at first.</summary>
internal sealed class DeliveryRun(ChangeFeed feed, DestinationShelf shelf, Organization organization, IEnumerable<IDelivery> deliveries, TimeProvider clock)
{
    /// <summary>How long a destination may take for a call.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Calls in a row after which single changes that were never taken count as refused: about half an hour.</summary>
    public const int MostFailures = 14;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // what a process that died held is taken over after that
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

    private readonly string _process = Guid.NewGuid().ToString("N");

    /// <summary>Makes one call, when there is something to tell and the destination may be called.</summary>
    /// <returns>Whether there may be more to tell at once.</returns>
    public async Task<bool> StepAsync(OpenDestination destination, CancellationToken stopping)
    {
        var delivery = deliveries.First(one => one.Kind == destination.Setup.Kind);
        if (Take(destination) is not { } progress || Next(destination, progress, delivery.MostPerCall) is not { } batch)
        {
            return false;
        }

        try
        {
            var receipts = batch.Entries.Count == 0 ? [] : await SendAsync(delivery, destination, batch.Entries, stopping);
            return Settle(destination, batch, receipts, delivery.Pause);
        }
        catch (DeliveryException fault)
        {
            shelf.Advance(destination.Account, destination.Name, before => Failed(before, fault.Message, fault.RetryAfter));
            return false;
        }
    }

    // one process sends to a destination, and says in time that it goes on
    private Progress? Take(OpenDestination destination)
    {
        var now = clock.GetUtcNow();
        var before = shelf.ProgressOf(destination.Account, destination.Name);
        var isHeldByOther = before.Holder != _process && before.HeldUntil > now;
        if (before.NotBefore > now || isHeldByOther || (before.ReadTo >= feed.LastNumber && before.Owed.Count == 0))
        {
            return null;
        }

        var after = shelf.Advance(destination.Account, destination.Name, held =>
            held.Holder != _process && held.HeldUntil > now ? held : held with { Holder = _process, HeldUntil = now + Hold });
        return after.Holder == _process ? after : null;
    }

    private Batch? Next(OpenDestination destination, Progress progress, int count)
    {
        IReadOnlyCollection<AccountId> accounts = [.. organization.VisibleTo(destination.Account)];
        long[] owed = [.. progress.Owed.Take(count)];
        var (entries, readTo) = owed.Length == 0
            ? feed.Read(accounts, progress.ReadTo, count)
            : ([.. owed.SelectMany(number => feed.Read(accounts, number - 1, 1).Entries.Where(entry => entry.Number == number))], progress.ReadTo);
        var criteria = destination.Setup.Filter.FindingCriteria("filterCriteria");
        return owed.Length == 0 && readTo == progress.ReadTo
            ? null
            : new Batch(owed, [.. entries.Where(entry => entry is not FeedEntry.OfFinding change || criteria.Matches(change.Finding))], readTo);
    }

    private async Task<IReadOnlyList<Receipt>> SendAsync(
        IDelivery delivery, OpenDestination destination, IReadOnlyList<FeedEntry> entries, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        await using var holding = clock.CreateTimer(_ => GoOnHolding(destination), null, Hold / 3, Hold / 3);
        try
        {
            return await delivery.SendAsync(destination with { Secret = shelf.SecretOf(destination) }, entries, either.Token);
        }
        catch (OperationCanceledException fault) when (!stopping.IsCancellationRequested)
        {
            throw new DeliveryException($"no answer within {Patience.TotalSeconds:0} s", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new DeliveryException(fault.Message, fault);
        }
        catch (CryptographicException fault)
        {
            throw new DeliveryException("its secret was sealed by the key of another installation: put the destination again", fault);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new DeliveryException("its answer is not one of this service", fault);
        }
    }

    private void GoOnHolding(OpenDestination destination)
    {
        try
        {
            shelf.Advance(destination.Account, destination.Name, held => held.Holder == _process ? held with { HeldUntil = clock.GetUtcNow() + Hold } : held);
        }
        catch (Exception)
        {
            // another process may then send the same once more, under the same ids
        }
    }

    private bool Settle(OpenDestination destination, Batch batch, IReadOnlyList<Receipt> receipts, TimeSpan pause)
    {
        var told = batch.Entries.Zip(receipts).ToList();
        var owed = told.Where(one => one.Second.Fate == Fate.Owed).ToList();
        var refused = told.Where(one => one.Second.Fate == Fate.Refused).ToList();
        if (shelf.ProgressOf(destination.Account, destination.Name).Failures >= MostFailures)
        {
            // a few that never pass must not hold up the others for ever
            refused.AddRange(owed);
            owed.Clear();
        }

        foreach (var (entry, receipt) in refused)
        {
            shelf.Keep(destination.Account, destination.Name, new DeadLetter(entry.Number, receipt.Reason, clock.GetUtcNow()));
        }

        shelf.Advance(destination.Account, destination.Name, before =>
        {
            var settled = before with
            {
                ReadTo = Math.Max(before.ReadTo, batch.ReadTo),
                Owed = [.. owed.Select(one => one.First.Number), .. before.Owed.Except(batch.Owed)],
            };
            return owed.Count == 0
                ? settled with { Failures = 0, LastError = "", NotBefore = clock.GetUtcNow() + pause }
                : Failed(settled, owed[0].Second.Reason, retryAfter: null);
        });
        return owed.Count == 0;
    }

    private Progress Failed(Progress before, string reason, TimeSpan? retryAfter)
    {
        var doubled = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(before.Failures, 10)));
        var pause = doubled < LongestPause ? doubled : LongestPause;
        return before with
        {
            Failures = before.Failures + 1,
            LastError = reason,
            NotBefore = clock.GetUtcNow() + (retryAfter > pause ? retryAfter.Value : pause),
        };
    }

    /// <param name="Owed">Numbers of earlier changes that are tried again.</param>
    /// <param name="Entries">What the destination wants to hear; a finding that was deleted since is not among them.</param>
    /// <param name="ReadTo">Number up to which it has been told afterwards.</param>
    private sealed record Batch(long[] Owed, IReadOnlyList<FeedEntry> Entries, long ReadTo);
}
