using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries;

/// <summary>One way to tell.</summary>
internal interface IDelivery
{
    /// <summary>What it speaks.</summary>
    DestinationKind Kind { get; }

    /// <summary>Most changes of a call.</summary>
    int MostPerCall { get; }

    /// <summary>How long a destination is left alone after it was told everything.</summary>
    TimeSpan Pause => TimeSpan.Zero;

    /// <summary>Tells of changes, in order.</summary>
    /// <param name="address">The destination.</param>
    /// <param name="entries">The changes, at least one.</param>
    /// <param name="cancellation">Fires when the process stops, or when it takes too long.</param>
    /// <returns>One receipt for each.</returns>
    /// <exception cref="DeliveryException">None was taken.</exception>
    Task<IReadOnlyList<Receipt>> SendAsync(OpenDestination address, IReadOnlyList<FeedEntry> entries, CancellationToken cancellation);
}
