using System.Buffers.Binary;
using System.Globalization;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Reads what rpm has installed, from any form of its database or from the manifest that stands for it.</summary>
internal sealed class RpmExtractor : IFileExtractor
{
    public string Name => "rpmdb";

    public int Version => 1;

    public IReadOnlyList<string> Places { get; } = [.. RpmDatabaseFiles.Places, RpmManifest.Path];

    public bool Wants(in FileEntry entry) => true;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        if (path == RpmManifest.Path)
        {
            RpmManifest.Read(content.ReadAll(ScanLimits.Default.MaxTextBytes).Span, sink);
            return;
        }

        var texts = new TextPool();
        RpmStorage.Open(content, Damaged).ReadHeaders(bytes =>
        {
            try
            {
                Add(RpmHeader.Parse(bytes), path, texts, sink);
            }
            catch (InvalidDataException ex)
            {
                Damaged(ex.Message);
            }
        });

        void Damaged(string message) => sink.Report(EcosystemCodes.DamagedFile, path, message);
    }

    private static void Add(in RpmHeader header, string path, TextPool texts, FactSink sink)
    {
        var name = header.Text(RpmTag.Name);
        var version = header.Text(RpmTag.Version);
        if (!PackageName.IsPlausible(name) || version.IsEmpty)
        {
            sink.Report(
                EcosystemCodes.DamagedFile, path, $"The header of package '{Quote.Of(name)}' has no usable name or no version: it was skipped.");
            return;
        }

        sink.Add(new PackageFact
        {
            Kind = "rpm",
            Name = texts.Get(name),
            Version = new EpochVersionRelease(Epoch(header), texts.Get(version), texts.Get(header.Text(RpmTag.Release))).ToString(),
            Arch = texts.Get(header.Text(RpmTag.Arch)),
            SourceRpm = texts.Get(header.Text(RpmTag.SourceRpm)),
            ModularityLabel = texts.Get(header.Text(RpmTag.ModularityLabel)),
            Vendor = texts.Get(header.Text(RpmTag.Vendor)),
            License = texts.Get(header.Text(RpmTag.License)),
            SignatureKeyId = SignatureKey.IdOf(header),
        });
    }

    private static string Epoch(in RpmHeader header) =>
        header.Numbers(RpmTag.Epoch) is { IsEmpty: false } numbers && BinaryPrimitives.ReadUInt32BigEndian(numbers) is > 0 and var epoch
            ? epoch.ToString(CultureInfo.InvariantCulture)
            : "";
}
