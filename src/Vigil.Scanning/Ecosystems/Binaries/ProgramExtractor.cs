using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Offers compiled programs to all that know how to read them: a program is opened once, and of its content only a few pieces are read.</summary>
internal sealed class ProgramExtractor(string name, params IProgramReader[] readers) : IFileExtractor
{
    private const int AnyExecute = 0x49; // 0111
    private const int MinBytes = 512;

    public string Name => name;

    public int Version => 1;

    // Unix marks programs; archives that were made elsewhere know no mode
    public bool Wants(in FileEntry entry) =>
        (entry.Length < 0 || entry.Length >= MinBytes) && !IsScript(entry.FileName) && (IsMarked(entry) || IsWindowsProgram(entry.FileName) || IsKnown(entry.FileName));

    public void Extract(string path, FileContent content, FactSink sink) => ProgramFile.ForEach(content, program =>
    {
        foreach (var reader in readers)
        {
            try
            {
                reader.Read(program, path, sink);
            }
            catch (InvalidDataException ex)
            {
                sink.Report(EcosystemCodes.DamagedFile, path, ex.Message);
            }
        }
    });

    private bool IsKnown(ReadOnlySpan<byte> name)
    {
        foreach (var reader in readers)
        {
            if (reader.Knows(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMarked(in FileEntry entry) => entry.Mode == 0 ? !entry.FileName.Contains((byte)'.') : (entry.Mode & AnyExecute) != 0;

    private static bool IsWindowsProgram(ReadOnlySpan<byte> name) => name.EndsWith(".exe"u8);

    // much of what is marked as executable is text
    private static bool IsScript(ReadOnlySpan<byte> name) => name.EndsWith(".sh"u8) || name.EndsWith(".py"u8) || name.EndsWith(".js"u8) || name.EndsWith(".pl"u8);
}
