namespace Vigil.Tests.Fuzzing;

/// <summary>A parser that is given damaged inputs.</summary>
/// <param name="Name">Name in the counts: the type of file, the format.</param>
/// <param name="Samples">Sound inputs under their paths; the smaller, the more cases a second.</param>
/// <param name="Read">Reads an input; gives what is wrong with the result, or nothing. It may throw nothing.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<(string Path, byte[] Bytes)> Samples, Func<string, ReadOnlyMemory<byte>, string> Read);
