using Vigil.Server.Wire;

namespace Vigil.Server.Identity;

/// <summary>Remembers the signatures of the last minutes, so that a request that somebody recorded is not done twice.</summary>
/// <remarks>
/// A signature has no nonce and its time counts in seconds, so a client that asks the same twice within a second signs the same. The clients mark each attempt
/// of each call in headers of their own, most without signing them; a signature with another mark is taken within two seconds of its first use and refused
/// afterwards. One process remembers for itself.
/// </remarks>
internal sealed class ReplayWindow
{
    private static readonly TimeSpan SameSecond = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _firstUses = new(StringComparer.Ordinal);
    private readonly HashSet<(string Signature, string Mark)> _uses = [];
    private readonly PriorityQueue<(string Signature, string Mark), DateTimeOffset> _ends = new();

    /// <summary>Takes a use of a signature.</summary>
    /// <returns>Whether it may be used.</returns>
    public bool TryAdd(RawRequest request, SignedParts parts, DateTimeOffset now)
    {
        var mark = $"{request.HeaderValues("amz-sdk-invocation-id")} {request.HeaderValues("amz-sdk-request")}";
        lock (_lock)
        {
            Forget(now);
            if (_firstUses.TryGetValue(parts.Signature, out var first) && now - first > SameSecond)
            {
                return false;
            }

            if (!_uses.Add((parts.Signature, mark)))
            {
                return false;
            }

            _firstUses.TryAdd(parts.Signature, now);
            _ends.Enqueue((parts.Signature, mark), parts.GoodUntil);
            return true;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_ends.TryPeek(out var use, out var end) && end < now)
        {
            _ends.Dequeue();
            _uses.Remove(use);
            _firstUses.Remove(use.Signature);
        }
    }
}
