using System.Security.Cryptography;
using Vigil.Domain.Packages;
using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom;

/// <summary>A bill of materials that is to be written. The same inventory and time give the same bytes.</summary>
/// <param name="Inventory">What it lists.</param>
/// <param name="Created">When it was made, to the second.</param>
public sealed record SbomDocument(Inventory Inventory, DateTimeOffset Created)
{
    /// <summary>Version of Vigil, which stands in every document as its tool.</summary>
    internal static string ToolVersion { get; } = typeof(SbomDocument).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The inventory in the form in which all formats write it.</summary>
    internal InventoryComponents Components { get; } = new(Inventory);

    /// <summary><see cref="Created"/> as all formats write it.</summary>
    internal string CreatedText => Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A UUID that names this content: version 8 of RFC 9562, from a digest of the packages and the time.</summary>
    internal Guid ContentId()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Components.Identity())
        {
            hash.AppendData(part);
        }

        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(CreatedText));
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        digest[6] = (byte)((digest[6] & 0x0f) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3f) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
