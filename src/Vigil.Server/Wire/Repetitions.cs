using Vigil.Server.Identity;
using Vigil.Server.Settings;
using Vigil.Storage.Records;

namespace Vigil.Server.Wire;

/// <summary>Answers a call with an idempotency token that was answered before as it was then.</summary>
internal sealed class Repetitions(IRecords records)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    private readonly Shelf<Answered> _shelf = new(records, "idempotency");

    /// <summary>Answers a call, or repeats the answer.</summary>
    /// <exception cref="ApiException">The token was used for something else.</exception>
    public ReadOnlyMemory<byte> Answer(Call call, Func<ReadOnlyMemory<byte>> answer)
    {
        if (call.Operation.TokenMember is not { } member || call.Input.OptionalText(member) is not { } token)
        {
            return answer();
        }

        var key = CanonicalRequest.Digest(System.Text.Encoding.UTF8.GetBytes($"{call.Operation.Name} {token}"));
        var asked = CanonicalRequest.Digest(System.Text.Encoding.UTF8.GetBytes(call.Input.GetRawText()));
        if (_shelf.Get(call.Account, key) is { } before && call.At - before.At < Remembered)
        {
            return before.Asked == asked
                ? before.Answer
                : throw ApiException.Invalid(member, "was used for a call with other parameters");
        }

        var body = answer();
        _shelf.Change(call.Account, key, _ => new Answered(asked, body.ToArray(), call.At), call.At + Remembered);
        return body;
    }

    /// <summary>A call that was answered.</summary>
    private sealed record Answered(string Asked, byte[] Answer, DateTimeOffset At);
}
