namespace Vigil.Advisories.Compilation;

/// <summary>Makes the buffers of one compilation and disposes of them together.</summary>
/// <param name="directory">For temporary files; <see langword="null"/> keeps everything in memory.</param>
/// <param name="bufferBytes">Bytes that each buffer keeps in memory.</param>
internal sealed class SpillSpace(string? directory, int bufferBytes = 1 << 16) : IDisposable
{
    private readonly List<SpillBuffer> _buffers = [];

    public SpillBuffer New()
    {
        var buffer = new SpillBuffer(directory, bufferBytes);
        _buffers.Add(buffer);
        return buffer;
    }

    public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());
}
