using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;
using Vigil.Advisories.Feeds.Oval;

namespace Vigil.Advisories.Feeds.PhotonOs;

/// <summary>Photon OS: a list of flaws for each release. Where a mirror has an older OVAL document of a release instead, that is read.</summary>
internal sealed class PhotonFeed : IFeed
{
    private const string Lists = "photon_cve_metadata";
    private const string Prefix = "cve_data_photon";
    private const string OvalPrefix = "com.vmware.phsa-photon";

    /// <inheritdoc/>
    public string Name => "photon";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://packages.broadcom.com/photon/");

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        var documents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in OvalDocuments.In(folder, "", OvalPrefix))
        {
            documents[Between(document, OvalPrefix, ".xml") + ".0"] = document;
        }

        foreach (var list in folder.Files(Lists).Where(file => file.StartsWith(Prefix, StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal)))
        {
            documents[Between(list, Prefix, ".json")] = $"{Lists}/{list}";
        }

        foreach (var (release, document) in documents.Where(one => selection.Wants($"{Name}/{one.Key}")))
        {
            intake.ReadSource($"{Name}/{release}", source => source.ReadDocument(document, () =>
            {
                if (document.EndsWith(".json", StringComparison.Ordinal))
                {
                    new PhotonList(source, release).Read(folder.LoadUnpacked(document, source.Limits.MaxDocumentBytes), cancellation);
                    return;
                }

                using var stream = folder.OpenUnpacked(document);
                OvalReader.Read(stream, source, (definition, statements) => source.Accept(PhotonErratum.Build(definition, statements, source)), cancellation);
            }));
        }
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        foreach (var release in await ReleasesAsync(fetch, cancellation))
        {
            if (selection.Wants($"{Name}/{release}")
                && await fetch.FetchAsync($"{Lists}/{Prefix}{release}.json", DocumentChecks.Json, cancellation) == FetchOutcome.Missing)
            {
                await fetch.FetchAsync($"{OvalPrefix}{release.Split('.')[0]}.xml.gz", DocumentChecks.Gzip, cancellation);
            }
        }
    }

    // {"branches": ["1.0", "2.0", "3.0"]}
    private static async Task<IReadOnlyList<string>> ReleasesAsync(FeedFetch fetch, CancellationToken cancellation)
    {
        const string Versions = $"{Lists}/photon_versions.json";
        try
        {
            return await fetch.LoadAsync(fetch.AddressOf(Versions), cancellation) is { } json ? Branches(json) : ["1.0", "2.0", "3.0", "4.0", "5.0"];
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
        {
            fetch.ReportRefused(Versions, ex.Message);
            return [];
        }
    }

    private static List<string> Branches(ReadOnlySpan<byte> json)
    {
        var branches = new List<string>();
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("branches"u8))
            {
                reader.AddTexts(branches);
            }
            else
            {
                reader.SkipValue();
            }
        }

        return branches.TrueForAll(IsRelease) ? branches : throw new FormatException("Expected releases such as '5.0', found something else.");
    }

    private static bool IsRelease(string text) => text.Length is > 0 and < 10 && text.All(c => char.IsAsciiDigit(c) || c == '.');

    private static string Between(string name, string prefix, string suffix) => name[prefix.Length..name.IndexOf(suffix, StringComparison.Ordinal)];
}
