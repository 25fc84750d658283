using System.IO.Compression;
using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Binaries;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rust;

/// <summary>Reads the list of packages that <c>cargo auditable</c> puts into programs: JSON, compressed, in a section of its own.</summary>
/// <seealso href="https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md"/>
internal sealed class CargoAuditableReader : IProgramReader
{
    private const string SectionName = ".dep-v0";
    private const int MaxSectionBytes = 1 << 20, MaxListBytes = 16 << 20, MaxPackages = 100_000;

    public void Read(ProgramFile program, string path, FactSink sink)
    {
        if (program.Layout.Section(SectionName) is not { Length: > 0 } section)
        {
            return;
        }

        var packed = program.ReadSection(section, MaxSectionBytes)
            ?? throw new InvalidDataException("The list of Rust packages in the program is over all bounds, or lies where a stream had to pass over it.");
        try
        {
            Add(Entries(Unpack(packed)), sink);
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or IOException)
        {
            throw new InvalidDataException($"The list of Rust packages in the program is damaged: {ex.Message}", ex);
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var list = new MemoryStream();
        var piece = new byte[16 << 10];
        while (stream.Read(piece) is var count and > 0)
        {
            if (list.Length + count > MaxListBytes)
            {
                throw new InvalidDataException($"The list of Rust packages in the program has more than {MaxListBytes} bytes.");
            }

            list.Write(piece, 0, count);
        }

        return list.ToArray();
    }

    private static List<Entry> Entries(ReadOnlySpan<byte> list)
    {
        var entries = new List<Entry>();
        var json = new Utf8JsonReader(list);
        json.Read();
        json.RequireObject();
        while (json.NextMember())
        {
            if (!json.ValueTextEquals("packages"u8) || !json.EnterArray())
            {
                json.Skip();
                continue;
            }

            while (json.NextItem())
            {
                if (entries.Count == MaxPackages)
                {
                    throw new InvalidDataException($"The list of Rust packages in the program has more than {MaxPackages} entries.");
                }

                json.RequireObject();
                entries.Add(ReadEntry(ref json));
            }
        }

        return entries;
    }

    private static Entry ReadEntry(ref Utf8JsonReader json)
    {
        var entry = new Entry("", "", IsBuild: false, IsRoot: false, []);
        while (json.NextMember())
        {
            if (json.ValueTextEquals("name"u8))
            {
                entry = entry with { Name = json.ReadText() };
            }
            else if (json.ValueTextEquals("version"u8))
            {
                entry = entry with { Version = json.ReadText() };
            }
            else if (json.ValueTextEquals("kind"u8))
            {
                entry = entry with { IsBuild = json.ReadText() == "build" };
            }
            else if (json.ValueTextEquals("root"u8))
            {
                entry = entry with { IsRoot = json.ReadTruth() };
            }
            else if (json.ValueTextEquals("dependencies"u8) && json.EnterArray())
            {
                while (json.NextItem())
                {
                    if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var index))
                    {
                        entry.Dependencies.Add(index);
                    }
                    else
                    {
                        json.Skip();
                    }
                }
            }
            else
            {
                json.Skip();
            }
        }

        return entry;
    }

    private static void Add(List<Entry> entries, FactSink sink)
    {
        var direct = entries.Where(entry => entry.IsRoot).SelectMany(entry => entry.Dependencies).ToHashSet();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Name.Length == 0 || entry.Version.Length == 0)
            {
                throw new InvalidDataException("The list of Rust packages in the program has an entry without name or version.");
            }

            sink.Add(new PackageFact
            {
                Kind = "crates.io",
                Name = entry.Name,
                Version = entry.Version,
                Dependency = entry.IsRoot ? Dependency.Unknown : new Dependency
                {
                    Relation = direct.Contains(i) ? DependencyRelation.Direct : DependencyRelation.Transitive,
                    Scope = entry.IsBuild ? DependencyScope.Development : DependencyScope.Runtime,
                },
            });
        }
    }

    private sealed record Entry(string Name, string Version, bool IsBuild, bool IsRoot, List<int> Dependencies);
}
