using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Reads the files of each package from its header: names, each with the number of its folder; very old ones as whole paths.</summary>
internal sealed class RpmFileListExtractor : IFileExtractor
{
    public string Name => "rpm-files";

    public int Version => 1;

    public IReadOnlyList<string> Places => RpmDatabaseFiles.Places;

    public bool Wants(in FileEntry entry) => true;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var buffer = new PathBuffer();
        RpmStorage.Open(content, Damaged).ReadHeaders(bytes =>
        {
            try
            {
                var header = RpmHeader.Parse(bytes);
                sink.Add(new OwnedFiles(Encoding.UTF8.GetString(header.Text(RpmTag.Name)), Paths(header, buffer)));
            }
            catch (InvalidDataException ex)
            {
                Damaged(ex.Message);
            }
        });

        void Damaged(string message) => sink.Report(EcosystemCodes.DamagedFile, path, message);
    }

    private static ImmutableArray<ulong> Paths(in RpmHeader header, PathBuffer buffer)
    {
        var paths = ImmutableArray.CreateBuilder<ulong>();
        for (var whole = header.Texts(RpmTag.OldFileNames); whole.MoveNext();)
        {
            paths.Add(OwnedPath.HashOf(whole.Current));
        }

        var folders = new List<byte[]>();
        for (var names = header.Texts(RpmTag.DirectoryNames); names.MoveNext();)
        {
            folders.Add(names.Current.ToArray());
        }

        var indexes = header.Numbers(RpmTag.DirectoryIndexes);
        var last = uint.MaxValue;
        for (var names = header.Texts(RpmTag.BaseNames); names.MoveNext() && !indexes.IsEmpty; indexes = indexes[4..])
        {
            var index = BinaryPrimitives.ReadUInt32BigEndian(indexes);
            if (index >= folders.Count)
            {
                throw new InvalidDataException($"A file lies in folder {index} of {folders.Count}.");
            }

            if (index != last)
            {
                buffer.SetFolder(folders[(int)index]);
                last = index;
            }

            paths.Add(OwnedPath.HashOf(buffer.With(names.Current)));
        }

        return paths.DrainToImmutable();
    }
}
