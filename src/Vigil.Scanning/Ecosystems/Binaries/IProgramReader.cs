using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Reads what the compiler of one language leaves in programs.</summary>
internal interface IProgramReader
{
    /// <summary>Whether files of this name are to be read although nothing marks them as programs.</summary>
    bool Knows(ReadOnlySpan<byte> fileName) => false;

    /// <summary>Reads a program.</summary>
    /// <exception cref="InvalidDataException">It tells of packages, and is damaged there.</exception>
    void Read(ProgramFile program, string path, FactSink sink);
}
