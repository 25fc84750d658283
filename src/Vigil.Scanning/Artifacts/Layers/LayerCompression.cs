namespace Vigil.Scanning.Artifacts.Layers;

/// <summary>How the bytes of a layer or archive are compressed.</summary>
internal enum LayerCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>RFC 1952, one member or several.</summary>
    Gzip,

    /// <summary>RFC 8878, one frame or several.</summary>
    Zstandard,

    /// <summary>Recognised so that it can be named; images do not use it.</summary>
    Bzip2,

    /// <summary>Recognised so that it can be named; images do not use it.</summary>
    Xz,
}

/// <summary>Tells a compression by the first bytes.</summary>
internal static class LayerCompressions
{
    /// <summary>Looks at the first four bytes.</summary>
    public static LayerCompression Detect(ReadOnlySpan<byte> head) => head switch
    {
        [0x1F, 0x8B, ..] => LayerCompression.Gzip,
        [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => LayerCompression.Zstandard,
        [(byte)'B', (byte)'Z', (byte)'h', ..] => LayerCompression.Bzip2,
        [0xFD, (byte)'7', (byte)'z', (byte)'X', ..] => LayerCompression.Xz,
        _ => LayerCompression.None,
    };
}
