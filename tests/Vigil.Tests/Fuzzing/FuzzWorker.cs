using Vigil.Tests.Support;

namespace Vigil.Tests.Fuzzing;

/// <summary>Gives parsers damaged inputs, a run of cases at a time, in buffers of its own. The same run of a target always has the same cases.</summary>
internal sealed class FuzzWorker
{
    private const int ManyBytes = 4 << 10, MostBytes = 200_000, FewMoreBytes = 256;
    private const int ManyEvery = 16, MostEvery = 1_000;

    // a parser may take this much for whatever it is given, and this much more for each byte of it
    private const long BytesAtAll = 16 << 20, BytesEach = 2_000;

    private readonly Mutation _mutation = new(MostBytes);
    private string _target = "";
    private ReadOnlyMemory<byte> _input;
    private long _begun;

    /// <summary>Cases begun since the start; stands still while a parser does not come back.</summary>
    public long Begun => Volatile.Read(ref _begun);

    /// <summary>The case at hand, to be told when the parser does not come back from it.</summary>
    public string AtHand => Describe(_target, _input);

    /// <summary>Runs the cases of one run.</summary>
    /// <param name="target">The parser.</param>
    /// <param name="run">Number of the run, from which chance starts.</param>
    /// <param name="cases">How many.</param>
    /// <param name="found">Takes what was wrong.</param>
    public void Run(FuzzTarget target, int run, int cases, Action<string> found)
    {
        _target = target.Name;
        var chance = new Random(run);
        for (var number = 1; number <= cases; number++)
        {
            var (path, bytes) = target.Samples[chance.Next(target.Samples.Count)];
            var room = number % MostEvery == 0 ? MostBytes : number % ManyEvery == 0 ? ManyBytes : bytes.Length + FewMoreBytes;
            _input = _mutation.Of(bytes, target.Samples, chance, Math.Min(room, MostBytes));
            Volatile.Write(ref _begun, _begun + 1);
            if (Fault(target, path) is { Length: > 0 } fault)
            {
                found($"{Describe(target.Name, _input)} run {run} case {number} {path}: {fault}");
            }
        }
    }

    private string Fault(FuzzTarget target, string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        string fault;
        try
        {
            fault = target.Read(path, _input);
        }
        catch (Exception ex)
        {
            return ex.ToString();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > BytesAtAll + (BytesEach * _input.Length) ? $"took {allocated} bytes" : fault;
    }

    private static string Describe(string target, ReadOnlyMemory<byte> input) => $"{target} {Convert.ToBase64String(input.Span)}";
}
