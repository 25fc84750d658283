using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>The generation that says nothing: what a compilation from nothing goes on from.</summary>
internal static class EmptyGeneration
{
    private static readonly byte[] Bytes = Write();

    public static AdvisoryStore Load() => AdvisoryStore.Load(Bytes);

    private static byte[] Write()
    {
        using var stream = new MemoryStream();
        using var store = new StoreWriter(stream);
        foreach (var section in StoreFormat.WrittenOrder)
        {
            store.Begin(section).Append(new byte[section switch
            {
                Section.Meta => sizeof(byte) + sizeof(long) + sizeof(byte),
                Section.Words or Section.Lists or Section.Names or Section.Vulnerabilities or Section.TextBlocks => sizeof(uint),
                Section.Keys => StoreFormat.KeyLength,
                _ => 0,
            }]);
        }

        store.Finish();
        return stream.ToArray();
    }
}
