using System.Text.RegularExpressions;
using System.Xml;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Oval;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.UbuntuOval;

/// <summary>Ubuntu's OVAL documents by CVE, one for each release and each service of extended maintenance.</summary>
internal sealed partial class UbuntuOvalFeed : IFeed
{
    private const string Prefix = "com.ubuntu.";

    // those that the publisher still writes anew; what is in the folder besides is read too
    private static readonly string[] Published =
    [
        "esm-infra_trusty", "esm-infra_xenial", "esm-apps_xenial", "esm-infra_bionic", "esm-apps_bionic", "esm-infra_focal", "esm-apps_focal", "jammy", "esm-apps_jammy",
        "noble", "esm-apps_noble", "questing", "resolute",
    ];

    /// <inheritdoc/>
    public string Name => "ubuntu-oval";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://security-metadata.canonical.com/oval/");

    /// <inheritdoc/>
    public bool IsOnRequest => true;

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        foreach (var document in OvalDocuments.In(folder, "", Prefix))
        {
            if (FileName().Match(document) is not { Success: true } name || !selection.Wants($"{Name}/{name.Groups["release"].Value}"))
            {
                continue;
            }

            var isExtended = name.Groups["service"].Success;
            intake.ReadSource($"{Name}/{name.Groups["release"].Value}", source => source.ReadDocument(document, () =>
            {
                using var stream = folder.OpenUnpacked(document);
                Read(stream, source, isExtended, cancellation);
            }));
        }
    }

    /// <inheritdoc/>
    public async Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation)
    {
        foreach (var release in Published.Where(release => selection.Wants($"{Name}/{release}")))
        {
            await fetch.FetchAsync($"{Prefix}{release}.cve.oval.xml.bz2", DocumentChecks.Bzip2, cancellation);
        }
    }

    private static void Read(Stream document, SourceIntake source, bool isExtended, CancellationToken cancellation)
    {
        using var reader = XmlReader.Create(document, SafeXml.Settings);
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "oval_definitions")
        {
            throw new FormatException($"Expected the element 'oval_definitions', found '{Quote.Of(reader.LocalName)}'.");
        }

        var flaws = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "timestamp" } && Times.TryParse(reader.ReadString(), out var time))
            {
                source.IsAsOf(time);
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "definition" } && reader.GetAttribute("class") == "vulnerability")
            {
                Accept(reader, source, isExtended, flaws);
            }
        }
    }

    private static void Accept(XmlReader reader, SourceIntake source, bool isExtended, HashSet<string> flaws)
    {
        var id = reader.GetAttribute("id") ?? "";
        try
        {
            using var element = reader.ReadSubtree();
            var definition = UbuntuDefinition.Read(element, source.Limits);
            if (flaws.Add(definition.Flaw))
            {
                source.Accept(definition.ToAdvisory(source.Source, isExtended));
            }
            else
            {
                source.Reject(definition.Flaw, FeedCodes.EntryRepeated, "The id was stated before in this source.");
            }
        }
        catch (FormatException ex)
        {
            source.Reject(id, FeedCodes.EntryUnreadable, ex.Message);
        }
    }

    [GeneratedRegex(@"^com\.ubuntu\.(?<release>((?<service>esm-(infra|apps)|fips|ros-esm)[-_])?[a-z]+)\.cve\.oval\.xml", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FileName();
}
