using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Reads <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c>, versions 1 to 3, one entry after the other: those of large monorepos have tens of mebibytes.</summary>
/// <seealso href="https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json"/>
internal sealed class PackageLockExtractor : IFileExtractor
{
    public string Name => "package-lock.json";

    public int Version => 1;

    public bool Wants(in FileEntry entry) =>
        (entry.FileName.SequenceEqual("package-lock.json"u8) || entry.FileName.SequenceEqual("npm-shrinkwrap.json"u8)) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var reader = new PackageLockReader(path, sink);
        try
        {
            new JsonEntries(["packages", "dependencies"], reader.Visit).Read(content, new JsonReaderOptions { MaxDepth = 256 });
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or InvalidDataException)
        {
            // InvalidOperationException is the reader's word for text that is no UTF-8
            sink.Report(EcosystemCodes.DamagedFile, path, $"The file is no sound {Name}: {Quote.Of(ex.Message)}");
        }

        reader.ToGraph().Report(sink);
    }
}
