using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>The generation that says nothing: what a compilation from nothing goes on from.</summary>
internal static class EmptyGeneration
{
    private static readonly byte[] Bytes = Write();

    public static AdvisoryStore Load() => AdvisoryStore.Load(Bytes);

    private static byte[] Write()
    {
        using var space = new SpillSpace(directory: null);
        var store = new StoreWriter();
        for (var section = Section.Meta; section <= Section.TextBlocks; section++)
        {
            store[section] = [Zeros(section switch
            {
                Section.Meta => sizeof(byte) + sizeof(long) + sizeof(byte),
                Section.Words or Section.Lists or Section.Names or Section.Vulnerabilities or Section.TextBlocks => sizeof(uint),
                Section.Keys => StoreFormat.KeyLength,
                _ => 0,
            })];
        }

        using var stream = new MemoryStream();
        store.Write(stream);
        return stream.ToArray();

        SpillBuffer Zeros(int length)
        {
            var buffer = space.New();
            buffer.Append(new byte[length]);
            return buffer;
        }
    }
}
