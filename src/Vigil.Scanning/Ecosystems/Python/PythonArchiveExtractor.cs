using System.Text;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads wheels and eggs that were not unpacked, which Python can run as they are.</summary>
internal sealed class PythonArchiveExtractor : IFileExtractor
{
    private const int MaxMetadataBytes = 4 << 20;

    public string Name => "wheel";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.EndsWith(".whl"u8) || entry.FileName.EndsWith(".egg"u8);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        try
        {
            using var zip = ZipReader.Open(content, new UnpackingBudget(ScanLimits.Default, content.Length));
            while (zip.MoveNext())
            {
                // of the package itself, not of one that was copied into it
                if (IsMetadata(zip.Name))
                {
                    PythonMetadata.Read(path, zip.ReadContent(MaxMetadataBytes), Encoding.UTF8.GetString(zip.Name), sink);
                    return;
                }
            }

            sink.Report(EcosystemCodes.DamagedFile, path, "The archive holds no metadata of a Python package.");
        }
        catch (InvalidDataException ex)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, $"The archive cannot be read to its end: {ex.Message}");
        }
        catch (ScanLimitException ex)
        {
            sink.Report(ArtifactCodes.LimitReached, path, ex.Message);
        }
    }

    private static bool IsMetadata(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("EGG-INFO/PKG-INFO"u8) || (name.EndsWith(".dist-info/METADATA"u8) && name.IndexOf((byte)'/') == name.LastIndexOf((byte)'/'));
}
