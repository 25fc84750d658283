using System.Net;
using System.Xml;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.UpdateInfo;

/// <summary>Reads the <c>updateinfo.xml</c> (https://github.com/rpm-software-management/createrepo_c) of all architectures of a repository; the same advisory of two of them is one.</summary>
internal sealed class UpdateInfoReader(SourceIntake source, UpdateInfoScope scope)
{
    private readonly SortedDictionary<string, Update> _updates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofThisDocument = new(StringComparer.Ordinal);

    /// <summary>Reads the update information of one architecture's repository in a folder; what breaks it is named.</summary>
    public void Read(FeedFolder folder, string path) => source.ReadDocument(path, () =>
    {
        var index = RepositoryIndex.Parse(folder.LoadUnpacked($"{path}/{RepositoryIndex.Path}", source.Limits.MaxDocumentBytes));
        using var document = folder.OpenUnpacked($"{path}/{index.Location}");
        Read(document);
    });

    /// <summary>Reads the document of one architecture.</summary>
    /// <exception cref="XmlException">Not XML, cut, or with a document type.</exception>
    private void Read(Stream document)
    {
        _ofThisDocument.Clear();
        using var reader = XmlReader.Create(document, SafeXml.Settings);
        if (!reader.ReadToFollowing("updates"))
        {
            throw new FormatException("Expected the element 'updates', found none.");
        }

        while (reader.ReadToFollowing("update"))
        {
            using var update = reader.ReadSubtree();
            Read(update);
        }
    }

    /// <summary>Hands on the advisories in ordinal order of their ids.</summary>
    public void Publish()
    {
        foreach (var update in _updates.Values)
        {
            if (update.Type == "security" || !scope.IsMixed)
            {
                source.Accept(Build(update));
            }
            else
            {
                source.CountEntry();
            }
        }
    }

    private void Read(XmlReader reader)
    {
        var update = new Update();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                ReadElement(reader, update);
            }
        }

        if (update.Id.Length == 0 || update.Packages.Exists(package => package.Name.Length == 0 || package.Version.Length == 0))
        {
            source.Reject(update.Id, FeedCodes.EntryUnreadable, "Expected an id and packages with a name and a version.");
        }
        else if (!_ofThisDocument.Add(update.Id))
        {
            source.Reject(update.Id, FeedCodes.EntryRepeated, "The id was stated before in this document.");
        }
        else if (_updates.TryGetValue(update.Id, out var known))
        {
            known.Packages.AddRange(update.Packages);
        }
        else
        {
            _updates.Add(update.Id, update);
        }
    }

    private static void ReadElement(XmlReader reader, Update update)
    {
        switch (reader.LocalName)
        {
            case "update":
                update.Type = reader.GetAttribute("type") ?? "";
                break;
            case "id":
                update.Id = reader.ReadString().Trim();
                break;
            case "title":
                update.Title = reader.ReadString();
                break;
            case "severity":
                update.Severity = reader.ReadString();
                break;
            case "description":
                update.Description = reader.ReadString();
                break;
            case "issued":
                update.Issued = Time(reader);
                break;
            case "updated":
                update.Updated = Time(reader);
                break;
            case "reference":
                AddReference(update, reader.GetAttribute("id") ?? "", reader.GetAttribute("title") ?? "", reader.GetAttribute("href") ?? "");
                break;
            case "collection":
                update.Module = "";
                break;
            case "module":
                update.Module = $"{reader.GetAttribute("name")}:{reader.GetAttribute("stream")}";
                break;
            case "package" when reader.GetAttribute("arch") != "src":
                update.Packages.Add(new(reader.GetAttribute("name") ?? "", FullVersion(reader), reader.GetAttribute("arch") ?? "", update.Module));
                break;
        }
    }

    private static void AddReference(Update update, string id, string title, string address)
    {
        // Amazon names the flaw as the id, Fedora's reference is a bug with the flaw in its title.
        update.AddFlaws(id);
        update.AddFlaws(title);
        if (WebAddress.IsAbsolute(address))
        {
            update.References.Add(address);
        }
    }

    private static string FullVersion(XmlReader reader)
    {
        var (epoch, version, release) = (reader.GetAttribute("epoch") ?? "", reader.GetAttribute("version") ?? "", reader.GetAttribute("release") ?? "");
        var full = release.Length > 0 ? $"{version}-{release}" : version;
        return epoch is "" or "0" ? full : $"{epoch}:{full}";
    }

    private static DateTimeOffset? Time(XmlReader reader) => Times.TryParse(reader.GetAttribute("date"), out var time) ? time : null;

    private Advisory Build(Update update)
    {
        // Titles and descriptions are escaped twice.
        var details = WebUtility.HtmlDecode(update.Description);
        if (update.Flaws.Count == 0 && scope.IsMixed)
        {
            update.AddFlaws(update.Title);
            update.AddFlaws(details);
        }

        return new()
        {
            Id = update.Id,
            Source = source.Source,
            Vulnerabilities = [.. update.Flaws],
            Summary = WebUtility.HtmlDecode(update.Title),
            Details = details.Length <= Advisory.MaxDetailsLength ? details : details[..Advisory.MaxDetailsLength],
            Published = update.Issued,
            Modified = update.Updated ?? update.Issued,
            Severities = update.Severity is not ("" or "None") ? [new(scope.SeveritySource, "", update.Severity)] : [],
            References = [.. update.References.Take(source.Limits.MaxReferences)],
            Affected = [.. scope.Ecosystems.SelectMany(ecosystem => Rows(update, ecosystem))],
        };
    }

    private IEnumerable<AffectedPackage> Rows(Update update, string ecosystem) =>
        update.Packages.GroupBy(package => package with { Arch = "" }).Select(builds => new AffectedPackage
        {
            Key = new(ecosystem, scope.Release, builds.Key.Name),
            Scheme = "rpm",
            Ranges = [new("", builds.Key.Version)],
            Arches = [.. builds.Select(build => build.Arch).Where(arch => arch.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            ModuleStream = builds.Key.Module,
            Repositories = scope.Topic.Length > 0 ? [scope.Topic] : [],
            SeverityLabel = update.Severity == "None" ? "" : update.Severity,
        });

    private sealed record PackageBuild(string Name, string Version, string Arch, string Module);

    private sealed class Update
    {
        public string Id { get; set; } = "";

        public string Type { get; set; } = "";

        public string Module { get; set; } = "";

        public string Title { get; set; } = "";

        public string Severity { get; set; } = "";

        public string Description { get; set; } = "";

        public DateTimeOffset? Issued { get; set; }

        public DateTimeOffset? Updated { get; set; }

        public List<string> Flaws { get; } = [];

        public List<string> References { get; } = [];

        public List<PackageBuild> Packages { get; } = [];

        public void AddFlaws(string text) => Flaws.AddRange(VulnerabilityId.CvesIn(text).Where(name => !Flaws.Contains(name)));
    }
}
