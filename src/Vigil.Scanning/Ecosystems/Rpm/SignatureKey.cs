using System.Buffers.Binary;
using System.Buffers.Text;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Tells which key made a signature, from the OpenPGP packet in a header (RFC 9580, section 5.2). Nothing is verified.</summary>
internal static class SignatureKey
{
    private const byte SignaturePacket = 2;
    private const byte IssuerKeyId = 16;
    private const byte IssuerFingerprint = 33;

    /// <summary>Key id of the header's signature, 16 lower-case hex digits; empty when it is not signed or the packet cannot be read.</summary>
    public static string IdOf(in RpmHeader header)
    {
        foreach (var tag in (ReadOnlySpan<RpmTag>)[RpmTag.DsaHeaderSignature, RpmTag.RsaHeaderSignature, RpmTag.GpgSignature, RpmTag.PgpSignature])
        {
            if (KeyId(header.Bytes(tag)) is { Length: > 0 } id)
            {
                return id;
            }
        }

        // rpm 6 keeps all signatures as base64 texts
        var encoded = header.Text(RpmTag.OpenPgpSignatures);
        var packet = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        Base64.DecodeFromUtf8(encoded, packet, out _, out var written);
        return KeyId(packet.AsSpan(0, written));
    }

    /// <summary>Key id that a signature packet names, 16 lower-case hex digits, or empty.</summary>
    public static string KeyId(ReadOnlySpan<byte> packet)
    {
        var body = Body(packet);
        var id = body switch
        {
            [3, _, _, _, _, _, _, ..] => body[7..],
            [4, _, _, _, ..] => Issuer(body[4..], lengthBytes: 2),
            [6, _, _, _, ..] => Issuer(body[4..], lengthBytes: 4),
            _ => default,
        };
        return id.Length < 8 ? "" : Convert.ToHexStringLower(id[..8]);
    }

    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 6 || packet[0] < 0x80)
        {
            return default;
        }

        var isNew = (packet[0] & 0x40) != 0;
        var tag = isNew ? packet[0] & 0x3f : (packet[0] >> 2) & 0x0f;
        var lengthBytes = isNew
            ? packet[1] switch { < 192 => 1, < 224 => 2, _ => 5 }
            : (packet[0] & 3) switch { 0 => 1, 1 => 2, 2 => 4, _ => 0 };
        return tag == SignaturePacket ? packet[(1 + lengthBytes)..] : default;
    }

    // Hashed subpackets, then others: either may name the key, by its id or by its fingerprint.
    private static ReadOnlySpan<byte> Issuer(ReadOnlySpan<byte> areas, int lengthBytes)
    {
        for (var area = 0; area < 2 && areas.Length >= lengthBytes; area++)
        {
            var length = lengthBytes == 2 ? BinaryPrimitives.ReadUInt16BigEndian(areas) : BinaryPrimitives.ReadUInt32BigEndian(areas);
            areas = areas[lengthBytes..];
            if (length > areas.Length)
            {
                return default;
            }

            if (IssuerIn(areas[..(int)length]) is { IsEmpty: false } found)
            {
                return found;
            }

            areas = areas[(int)length..];
        }

        return default;
    }

    private static ReadOnlySpan<byte> IssuerIn(ReadOnlySpan<byte> subpackets)
    {
        while (subpackets.Length >= 2)
        {
            var (lengthBytes, length) = subpackets[0] switch
            {
                < 192 => (1, (uint)subpackets[0]),
                < 255 => (2, ((uint)(subpackets[0] - 192) << 8) + subpackets[1] + 192),
                _ => (5, subpackets.Length >= 5 ? BinaryPrimitives.ReadUInt32BigEndian(subpackets[1..]) : uint.MaxValue),
            };
            if (length == 0 || length > subpackets.Length - lengthBytes)
            {
                return default;
            }

            var subpacket = subpackets.Slice(lengthBytes, (int)length);
            switch (subpacket[0] & 0x7f)
            {
                case IssuerKeyId when length == 9:
                    return subpacket[1..];
                case IssuerFingerprint when length == 22: // version 4: the id is the end of the fingerprint
                    return subpacket[^8..];
                case IssuerFingerprint when length == 34: // version 6: the id is its beginning
                    return subpacket[2..];
            }

            subpackets = subpackets[(lengthBytes + (int)length)..];
        }

        return default;
    }
}
