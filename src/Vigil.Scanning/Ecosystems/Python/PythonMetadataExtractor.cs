using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads installed packages: <c>*.dist-info/METADATA</c>, <c>*.egg-info/PKG-INFO</c>, <c>EGG-INFO/PKG-INFO</c> and <c>*.egg-info</c> files.</summary>
/// <seealso href="https://packaging.python.org/en/latest/specifications/core-metadata/"/>
internal sealed class PythonMetadataExtractor : IFileExtractor
{
    // the fields come first; the description after them may be a book
    private const int MaxHeaderBytes = 256 << 10;

    public string Name => "METADATA";

    public int Version => 1;

    public bool Wants(in FileEntry entry) =>
        entry.Path.EndsWith(".dist-info/METADATA"u8)
        || entry.Path.EndsWith(".egg-info/PKG-INFO"u8)
        || entry.Path.EndsWith("EGG-INFO/PKG-INFO"u8)
        || entry.Path.EndsWith(".egg-info"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var buffer = new byte[(int)Math.Min(content.Length, MaxHeaderBytes)];
        var lines = new LineReader(buffer.AsSpan(0, content.ReadAt(0, buffer)));
        string name = "", version = "", license = "";
        while (lines.MoveNext() && !lines.Line.IsEmpty)
        {
            var colon = lines.Line.IndexOf((byte)':');
            if (colon < 0 || lines.Line[0] is (byte)' ' or (byte)'\t')
            {
                continue; // a field goes on
            }

            var value = lines.Line[(colon + 1)..].Trim(" \t"u8);
            switch (lines.Line[..colon])
            {
                case var field when Is(field, "Name"u8) && name.Length == 0:
                    name = Encoding.UTF8.GetString(value);
                    break;
                case var field when Is(field, "Version"u8) && version.Length == 0:
                    version = Encoding.UTF8.GetString(value);
                    break;
                case var field when Is(field, "License-Expression"u8) || (Is(field, "License"u8) && license.Length == 0 && !value.SequenceEqual("UNKNOWN"u8)):
                    license = Encoding.UTF8.GetString(value);
                    break;
            }
        }

        if (name.Length == 0 || version.Length == 0)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, "The metadata of an installed package states no name or no version.");
            return;
        }

        sink.Add(new PackageFact { Kind = PythonEcosystem.Id, Name = name, Version = version, License = license });
    }

    private static bool Is(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(field, name);
}
