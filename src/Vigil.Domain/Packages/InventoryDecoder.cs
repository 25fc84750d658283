using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Purl;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Domain.Packages;

/// <summary>Reads what <see cref="InventoryEncoder"/> wrote. The bytes may come from anybody.</summary>
public sealed class InventoryDecoder
{
    /// <summary>Bound on the bytes after decompression.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    private readonly byte[] _bytes;
    private readonly string[] _texts;
    private int _at;

    private InventoryDecoder(byte[] bytes)
    {
        _bytes = bytes;
        _texts = new string[Count()];
        for (var i = 0; i < _texts.Length; i++)
        {
            var length = Count();
            _texts[i] = Encoding.UTF8.GetString(_bytes, _at, length);
            _at += length;
        }
    }

    /// <summary>Decodes an inventory.</summary>
    /// <exception cref="FormatException">The bytes are no inventory, or unpack to more than <see cref="MaxLength"/>.</exception>
    public static Inventory Decode(ReadOnlyMemory<byte> bytes)
    {
        // version 1 ends before the sockets
        if (bytes.IsEmpty || bytes.Span[0] is not (1 or InventoryEncoder.Version))
        {
            throw new FormatException("An inventory of this version begins with the byte 1 or 2.");
        }

        var decoder = new InventoryDecoder(Unpack(bytes[1..]));
        var inventory = decoder.Inventory();
        if (bytes.Span[0] > 1)
        {
            inventory = inventory with { ListeningSockets = decoder.List(decoder.Socket) };
        }

        return decoder._at == decoder._bytes.Length ? inventory : throw new FormatException("Bytes follow an inventory.");
    }

    private static byte[] Unpack(ReadOnlyMemory<byte> bytes)
    {
        using var packed = new ZLibStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[32 * 1024];
        try
        {
            for (int read; (read = packed.Read(buffer)) > 0;)
            {
                if (unpacked.Length + read > MaxLength)
                {
                    throw new FormatException($"An inventory unpacks to more than {MaxLength} bytes.");
                }

                unpacked.Write(buffer, 0, read);
            }
        }
        catch (Exception ex) when (ex is InvalidDataException or IOException)
        {
            throw new FormatException("An inventory is not compressed with zlib.", ex);
        }

        return unpacked.ToArray();
    }

    private Inventory Inventory() => new()
    {
        Artifact = new ArtifactIdentity(Enum<ArtifactKind>(), Text(), Text(), Text()) { Runtime = Text(), Created = Time() },
        OperatingSystem = Number() == 0 ? null : System(),
        RunningKernel = Text(),
        Packages = List(Package),
        Layers = List(() => new Layer(Text(), Text(), Text())),
        Diagnostics = List(() => new Diagnostic(Code(), Text(), Text())),
    };

    private OperatingSystem System() => new()
    {
        Ecosystem = Text(),
        Release = Text(),
        Id = Text(),
        VersionId = Text(),
        PrettyName = Text(),
        Codename = Text(),
        Evidence = Text(),
        Entitlements = List(Text),
    };

    private Package Package() => new()
    {
        Coordinate = new Coordinate
        {
            Ecosystem = Text(),
            Release = Text(),
            Name = Text(),
            Version = Text(),
            Arch = Text(),
            ModuleStream = Text(),
            SourceName = Text(),
            SourceVersion = Text(),
            Repository = Text(),
        },
        Purl = PackageUrl.Parse(Text()),
        Vendor = Text(),
        SignatureKeyId = Text(),
        SourceRpm = Text(),
        License = Text(),
        Status = Text(),
        Context = Enum<PackageContext>(),
        Evidence = List(() => new Evidence(Text(), Text(), Text(), Text())) is { IsEmpty: false } places ? places : throw new FormatException("A package was seen nowhere."),
        Dependency = new Dependency { Relation = Enum<DependencyRelation>(), Scope = Enum<DependencyScope>(), Groups = List(Text), Path = List(Text) },
        IsGuess = Number() != 0,
    };

    private ListeningSocket Socket()
    {
        var socket = new ListeningSocket(Text(), Text(), 0, Text(), Text(), Text());
        var port = Number();
        return port <= ushort.MaxValue ? socket with { Port = (ushort)port } : throw new FormatException($"{port} is no port.");
    }

    private DateTimeOffset? Time() => Text() is { Length: > 0 } text
        ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
        : null;

    private DiagnosticCode Code() => Number() is var number ? new DiagnosticCode(number >> 1, (number & 1) != 0) : default;

    private EquatableArray<T> List<T>(Func<T> read)
        where T : IEquatable<T>
    {
        var items = new T[Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read();
        }

        return ImmutableArray.Create(items);
    }

    private T Enum<T>()
        where T : struct, Enum
    {
        var values = global::System.Enum.GetValues<T>();
        return Number() is var number && number < values.Length ? values[number] : throw new FormatException($"{number} is no {typeof(T).Name}.");
    }

    private string Text() => Number() is var number && number < _texts.Length ? _texts[number] : throw new FormatException("An inventory names a text that it has not.");

    // nothing that is counted takes less than a byte
    private int Count() => Number() is var count && count <= _bytes.Length - _at ? count : throw new FormatException("An inventory ends early.");

    private int Number()
    {
        uint number = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (_at == _bytes.Length)
            {
                throw new FormatException("An inventory ends early.");
            }

            var group = _bytes[_at++];
            number |= (uint)(group & 0x7f) << shift;
            if (group < 0x80)
            {
                return number <= int.MaxValue ? (int)number : throw new FormatException("An inventory has a number that is too large.");
            }
        }

        throw new FormatException("An inventory has a number that is too large.");
    }
}
