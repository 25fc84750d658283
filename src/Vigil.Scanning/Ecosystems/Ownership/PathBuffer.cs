namespace Vigil.Scanning.Ecosystems.Ownership;

/// <summary>Puts folder and file name together without a string for each.</summary>
internal sealed class PathBuffer
{
    private byte[] _bytes = new byte[512];
    private int _folder;

    /// <summary>Takes the folder of the names to come; a slash at its end may be missing.</summary>
    public void SetFolder(ReadOnlySpan<byte> folder)
    {
        Reserve(folder.Length + 1);
        folder.CopyTo(_bytes);
        _folder = folder.Length;
        if (_folder > 0 && _bytes[_folder - 1] != (byte)'/')
        {
            _bytes[_folder++] = (byte)'/';
        }
    }

    /// <summary>The path of a file in the folder; valid until the next call.</summary>
    public ReadOnlySpan<byte> With(ReadOnlySpan<byte> name)
    {
        Reserve(_folder + name.Length);
        name.CopyTo(_bytes.AsSpan(_folder));
        return _bytes.AsSpan(0, _folder + name.Length);
    }

    private void Reserve(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
        }
    }
}
