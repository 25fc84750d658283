namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>Signatures and sizes of PKWARE's APPNOTE.TXT 6.3.10; the numbers in brackets are its sections.</summary>
internal static class ZipFormat
{
    /// <summary>Fixed parts of the local header (4.3.7), the directory header (4.3.12) and the end record (4.3.16).</summary>
    public const int LocalHeaderBytes = 30, DirectoryHeaderBytes = 46, EndRecordBytes = 22;

    /// <summary>The end record of a zip64 archive (4.3.14) and what points to it (4.3.15).</summary>
    public const int End64RecordBytes = 56, End64LocatorBytes = 20;

    /// <summary>A data descriptor with its signature (4.3.9), with sizes of four and of eight bytes.</summary>
    public const int DescriptorBytes = 16, Descriptor64Bytes = 24;

    /// <summary>Bits of the flags (4.4.4): encrypted, sizes follow the content, names are UTF-8, the directory is masked.</summary>
    public const ushort Encrypted = 1, SizesFollow = 1 << 3, Utf8 = 1 << 11;

    /// <summary>Compression methods (4.4.5) that can be read.</summary>
    public const ushort Stored = 0, Deflated = 8;

    /// <summary>The extra field of sizes beyond four bytes (4.5.3).</summary>
    public const ushort Zip64Extra = 1;

    public static ReadOnlySpan<byte> LocalHeader => "PK\u0003\u0004"u8;

    public static ReadOnlySpan<byte> DirectoryHeader => "PK\u0001\u0002"u8;

    public static ReadOnlySpan<byte> EndRecord => "PK\u0005\u0006"u8;

    public static ReadOnlySpan<byte> End64Record => "PK\u0006\u0006"u8;

    public static ReadOnlySpan<byte> End64Locator => "PK\u0006\u0007"u8;

    public static ReadOnlySpan<byte> Descriptor => "PK\u0007\u0008"u8;

    /// <summary>A digital signature of the directory (4.3.13) and data for decrypting it (4.3.11).</summary>
    public static ReadOnlySpan<byte> DirectorySignature => "PK\u0005\u0005"u8;
}
