namespace Vigil.Advisories.Compilation;

/// <summary>Bytes that are only ever appended to.</summary>
internal interface IByteRun
{
    long Length { get; }

    void Append(ReadOnlySpan<byte> bytes);
}
