using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Domain.Packages;

/// <summary>An inventory as compact bytes, to be stored or sent; <see cref="InventoryDecoder"/> reads them.</summary>
/// <remarks>
/// The byte 2, then compressed with zlib: the distinct texts, each with its length; then the members of the inventory in the order of its type, each text as
/// its number, lists with their count first. All numbers in groups of seven bits from the least significant one.
/// </remarks>
public sealed class InventoryEncoder
{
    internal const byte Version = 2;

    private readonly ArrayBufferWriter<byte> _body = new(32 * 1024);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    private InventoryEncoder()
    {
    }

    /// <summary>Encodes an inventory.</summary>
    public static byte[] Encode(Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        var encoder = new InventoryEncoder();
        encoder.Write(inventory);
        return encoder.Finish();
    }

    private void Write(Inventory inventory)
    {
        Write((int)inventory.Artifact.Kind);
        Write(inventory.Artifact.Name, inventory.Artifact.Digest, inventory.Artifact.Architecture, inventory.Artifact.Runtime);
        Write(inventory.Artifact.Created?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        Write(inventory.OperatingSystem is null ? 0 : 1);
        if (inventory.OperatingSystem is { } system)
        {
            Write(system);
        }

        Write(inventory.RunningKernel);
        WriteList(inventory.Packages, Write);
        WriteList(inventory.Layers, layer => Write(layer.DiffId, layer.Digest, layer.CreatedBy));
        WriteList(inventory.Diagnostics, diagnostic =>
        {
            Write((diagnostic.Code.Number << 1) | (diagnostic.Code.IsNotice ? 1 : 0));
            Write(diagnostic.Subject, diagnostic.Message);
        });
        WriteList(inventory.ListeningSockets, socket =>
        {
            Write(socket.Protocol, socket.Address, socket.ProcessName, socket.ExecutablePath, socket.Package);
            Write(socket.Port);
        });
    }

    private void Write(OperatingSystem system)
    {
        Write(system.Ecosystem, system.Release, system.Id, system.VersionId, system.PrettyName, system.Codename, system.Evidence);
        WriteList(system.Entitlements, text => Write(text));
    }

    private void Write(Package package)
    {
        var coordinate = package.Coordinate;
        Write(coordinate.Ecosystem, coordinate.Release, coordinate.Name, coordinate.Version, coordinate.Arch);
        Write(coordinate.ModuleStream, coordinate.SourceName, coordinate.SourceVersion, coordinate.Repository);
        Write(package.Purl.ToString(), package.Vendor, package.SignatureKeyId, package.SourceRpm, package.License, package.Status);
        Write((int)package.Context);
        WriteList(package.Evidence, place => Write(place.Path, place.LayerDiffId, place.FinalLayerDiffId, place.OwnedBy));
        Write((int)package.Dependency.Relation);
        Write((int)package.Dependency.Scope);
        WriteList(package.Dependency.Groups, text => Write(text));
        WriteList(package.Dependency.Path, text => Write(text));
        Write(package.IsGuess ? 1 : 0);
    }

    private void WriteList<T>(EquatableArray<T> items, Action<T> write)
        where T : IEquatable<T>
    {
        Write(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    private void Write(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!_numbers.TryGetValue(text, out var number))
            {
                _numbers.Add(text, number = _texts.Count);
                _texts.Add(text);
            }

            Write(number);
        }
    }

    private void Write(int number) => Write(_body, number);

    private static void Write(ArrayBufferWriter<byte> target, int number)
    {
        var bytes = target.GetSpan(5);
        var length = 0;
        for (var rest = (uint)number; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                bytes[length++] = (byte)rest;
                break;
            }

            bytes[length++] = (byte)(rest | 0x80);
        }

        target.Advance(length);
    }

    private byte[] Finish()
    {
        var head = new ArrayBufferWriter<byte>(64 * 1024);
        Write(head, _texts.Count);
        foreach (var text in _texts)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            Write(head, length);
            Encoding.UTF8.GetBytes(text, head.GetSpan(length));
            head.Advance(length);
        }

        using var result = new MemoryStream();
        result.WriteByte(Version);
        using (var compressed = new ZLibStream(result, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressed.Write(head.WrittenSpan);
            compressed.Write(_body.WrittenSpan);
        }

        return result.ToArray();
    }
}
