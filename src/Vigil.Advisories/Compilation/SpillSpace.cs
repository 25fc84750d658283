namespace Vigil.Advisories.Compilation;

/// <summary>Makes the buffers of one compilation and disposes of them together.</summary>
/// <param name="directory">For temporary files; <see langword="null"/> keeps everything in memory.</param>
internal sealed class SpillSpace(string? directory) : IDisposable
{
    private readonly List<SpillBuffer> _buffers = [];

    public SpillBuffer New(int memoryBytes = 4 << 20)
    {
        var buffer = new SpillBuffer(directory, memoryBytes);
        _buffers.Add(buffer);
        return buffer;
    }

    public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());
}
