using System.Collections.Immutable;
using System.Text;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Alpine;

/// <summary>Reads the files of each package: <c>F:</c> names a folder, <c>R:</c> a file in it.</summary>
internal sealed class ApkFileListExtractor : IFileExtractor
{
    public string Name => "apk-files";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = new ApkExtractor().Places;

    public bool Wants(in FileEntry entry) => true;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var lines = new LineReader(content.ReadAll(ScanLimits.Default.MaxTextBytes).Span);
        var package = "";
        var folder = new PathBuffer();
        var paths = ImmutableArray.CreateBuilder<ulong>();
        while (lines.MoveNext())
        {
            switch (lines.Line)
            {
                case [(byte)'P', (byte)':', .. var name]:
                    package = Encoding.UTF8.GetString(name);
                    break;
                case [(byte)'F', (byte)':', .. var name]:
                    folder.SetFolder(name);
                    break;
                case [(byte)'R', (byte)':', .. var name]:
                    paths.Add(OwnedPath.HashOf(folder.With(name)));
                    break;
                case []:
                    Finish();
                    break;
            }
        }

        Finish();

        void Finish()
        {
            if (paths.Count > 0)
            {
                sink.Add(new OwnedFiles(package, paths.DrainToImmutable()));
            }

            package = "";
            folder.SetFolder(default);
        }
    }
}
