using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Server.Deliveries;

/// <summary>Ids that a change has wherever and however often it is told, so that receivers can drop what they have.</summary>
internal static class DeliveryId
{
    /// <summary>The id of a change for one destination: a UUID of version 8 (RFC 9562).</summary>
    public static Guid Of(OpenDestination destination, long number)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{destination}/{destination.Setup.CreatedAt:O}/{number}")));
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest.AsSpan(0, 16), bigEndian: true);
    }
}
