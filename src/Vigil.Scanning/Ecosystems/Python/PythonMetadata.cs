using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>The fields of a Python distribution that tell what it is.</summary>
/// <seealso href="https://packaging.python.org/en/latest/specifications/core-metadata/"/>
internal static class PythonMetadata
{
    /// <summary>As much as is ever read: the fields come first, and the description after them may be a book.</summary>
    public const int MaxHeaderBytes = 256 << 10;

    /// <summary>Reads the fields up to the first empty line and tells the package.</summary>
    /// <param name="path">Where the metadata lie, for diagnostics.</param>
    /// <param name="text">The beginning of the metadata.</param>
    /// <param name="innerPath">Where they lie in an archive; empty otherwise.</param>
    /// <param name="sink">Takes the package.</param>
    public static void Read(string path, ReadOnlySpan<byte> text, string innerPath, FactSink sink)
    {
        var lines = new LineReader(text);
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

        sink.Add(new PackageFact { Kind = PythonEcosystem.Id, Name = name, Version = version, License = license, InnerPath = innerPath });
    }

    private static bool Is(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(field, name);
}
