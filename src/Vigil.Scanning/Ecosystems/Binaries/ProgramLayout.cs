namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Where what lies in a program file: what ELF, PE and Mach-O have in common.</summary>
internal sealed record ProgramLayout
{
    /// <summary>Whether numbers in the program have their highest byte first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>Whether addresses have eight bytes.</summary>
    public bool Is64Bit { get; init; }

    /// <summary>Parts that are mapped into memory.</summary>
    public IReadOnlyList<ProgramSegment> Segments { get; init; } = [];

    /// <summary>Named parts.</summary>
    public IReadOnlyList<ProgramSection> Sections { get; init; } = [];

    /// <summary>Where the table of an ELF file's sections lies, which is at its end; 0 for other files.</summary>
    public long SectionTableOffset { get; init; }

    /// <summary>Entries in that table.</summary>
    public int SectionTableEntries { get; init; }

    /// <summary>The entry of that table that holds the names of the sections.</summary>
    public int SectionNamesEntry { get; init; }

    /// <summary>Where in a file of several programs this one begins.</summary>
    public long Start { get; init; }

    /// <summary>Where the program ends; what comes after was appended to it.</summary>
    public long End => Math.Max(SectionTableOffset + (SectionTableEntries * 64L), Segments.Count == 0 ? 0 : Segments.Max(segment => segment.Offset + segment.Length));

    /// <summary>The section of a name, or <see langword="null"/>.</summary>
    public ProgramSection? Section(string name)
    {
        foreach (var section in Sections)
        {
            if (section.Name == name)
            {
                return section;
            }
        }

        return null;
    }
}

/// <summary>A part that is mapped into memory.</summary>
/// <param name="Address">Its address there.</param>
/// <param name="Offset">Where in the file it lies.</param>
/// <param name="Length">How much of it lies in the file, bytes.</param>
/// <param name="IsWritable">Whether it holds data that the program may change.</param>
/// <param name="IsCode">Whether it holds code.</param>
internal readonly record struct ProgramSegment(ulong Address, long Offset, long Length, bool IsWritable, bool IsCode);

/// <summary>A named part.</summary>
/// <param name="Name">Name.</param>
/// <param name="Offset">Where in the file it lies.</param>
/// <param name="Length">Size, bytes.</param>
internal readonly record struct ProgramSection(string Name, long Offset, long Length);
