namespace Vigil.Scanning.Ecosystems.Alpine;

/// <summary>The fields of one package in apk's database of installed packages.</summary>
internal ref struct ApkEntry
{
    public bool HasFields { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    public ReadOnlySpan<byte> Version { get; private set; }

    public ReadOnlySpan<byte> Arch { get; private set; }

    /// <summary>Name of the source package.</summary>
    public ReadOnlySpan<byte> Origin { get; private set; }

    public ReadOnlySpan<byte> Maintainer { get; private set; }

    public ReadOnlySpan<byte> License { get; private set; }

    /// <summary>Takes one line.</summary>
    /// <returns><see langword="false"/> where it is no field, which is one letter and a colon.</returns>
    public bool TryAdd(ReadOnlySpan<byte> line)
    {
        if (line is not [var letter, (byte)':', .. var value])
        {
            return false;
        }

        HasFields = true;
        switch (letter)
        {
            case (byte)'P':
                Name = value;
                break;
            case (byte)'V':
                Version = value;
                break;
            case (byte)'A':
                Arch = value;
                break;
            case (byte)'o':
                Origin = value;
                break;
            case (byte)'m':
                Maintainer = value;
                break;
            case (byte)'L':
                License = value;
                break;
        }

        return true;
    }
}
