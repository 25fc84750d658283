using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Sbom.Reading;

namespace Vigil.Cli;

/// <summary>A bill of materials in a file or on standard input.</summary>
internal static class SbomFile
{
    /// <summary>Reads it, up to the bound on a file.</summary>
    /// <exception cref="ArtifactException">It cannot be read, is too large, or is no bill of materials.</exception>
    public static async Task<Inventory> ReadAsync(string name, CancellationToken cancellation)
    {
        var limits = ScanLimits.Default;
        try
        {
            if (name != "-")
            {
                return new FileInfo(name).Length <= limits.MaxFileBytes
                    ? SbomReader.Read(name, await File.ReadAllBytesAsync(name, cancellation), limits)
                    : throw TooLarge(name, limits);
            }

            await using var input = Console.OpenStandardInput();
            using var document = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (await input.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                if (document.Length + read > limits.MaxFileBytes)
                {
                    throw TooLarge(name, limits);
                }

                document.Write(buffer, 0, read);
            }

            return SbomReader.Read(name, document.ToArray(), limits);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException(ArtifactCodes.NotRecognised, $"{name} cannot be read: {ex.Message}", ex);
        }
    }

    /// <summary>Whether a file begins as a bill of materials does, which no image does.</summary>
    public static bool IsDocument(string name)
    {
        using var file = File.OpenHandle(name);
        Span<byte> start = stackalloc byte[16];
        start = start[..RandomAccess.Read(file, start, fileOffset: 0)];
        return start is [(byte)'{' or (byte)'<', ..] || start.StartsWith("SPDXVersion:"u8);
    }

    private static ArtifactException TooLarge(string name, ScanLimits limits) =>
        new(ArtifactCodes.LimitReached, $"{name} is larger than {limits.MaxFileBytes >> 20} MiB.");
}
