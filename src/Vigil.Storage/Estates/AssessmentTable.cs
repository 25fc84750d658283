using System.Buffers.Binary;
using System.Security.Cryptography;
using Vigil.Domain.Findings;
using Vigil.Storage.Documents;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>What flaws are to the packages of resources: one row for all resources on which it is the same.</summary>
internal sealed class AssessmentTable(Session session)
{
    private const int MaxRemembered = 500_000;
    private const int KeyLength = 16;
    private const double NotScored = -1;
    private const string Rewriting = "rewriting";

    private const string WithoutLayers =
        """
        (CASE WHEN EXISTS (SELECT 1 FROM assessment_package p WHERE p.assessment = assessment.id AND (p.layer <> '' OR p.function_layer <> '')) THEN 0 ELSE 1 END)
        """;

    private readonly Dictionary<UInt128, Assessment> _known = [];
    private readonly Numbers _numbers = new(session, "assessment");
    private readonly Numbers _rewritings = new(session, Rewriting);
    private readonly List<object[]> _rows = [];
    private readonly List<object[]> _documents = [];
    private readonly List<object[]> _packages = [];
    private readonly List<object[]> _labels = [];

    /// <summary>The key of an identity.</summary>
    /// <param name="identity">Everything that the content follows from.</param>
    public static UInt128 KeyOf(ReadOnlySpan<byte> identity)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(identity, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    /// <summary>Looks many up at once, so that <see cref="Find"/> knows them.</summary>
    public void Load(IEnumerable<UInt128> keys)
    {
        foreach (var (key, assessment) in session.Find(
            $"identity, id, severity, score, {WithoutLayers}",
            "assessment",
            "identity",
            [.. keys.Where(key => !_known.ContainsKey(key)).Distinct().Select(key => (object[])[Bytes(key)])],
            row => (BinaryPrimitives.ReadUInt128LittleEndian(row.GetFieldValue<byte[]>(0)), new Assessment(row.GetInt64(1), row.GetInt32(2), row.GetDouble(3), row.GetInt32(4) > 0))))
        {
            _known[key] = assessment;
        }
    }

    /// <summary>An assessment that was loaded; put into words when it is seen for the first time.</summary>
    /// <param name="key">The key of its identity.</param>
    /// <param name="flaw">Number of the flaw.</param>
    /// <param name="describe">Puts it into words.</param>
    public Assessment Find(UInt128 key, int flaw, Func<FindingContent> describe)
    {
        if (!_known.TryGetValue(key, out var assessment))
        {
            _known.Add(key, assessment = Insert(Bytes(key), flaw, describe()));
        }

        return assessment;
    }

    /// <summary>How often assessments were put into other words, by any process.</summary>
    public static long RewritingsOf(Session session) => session["SELECT next FROM numbering WHERE name = $1"].Number(Rewriting) ?? 0;

    /// <summary>The words of an assessment.</summary>
    public FindingContent Content(long id)
    {
        Flush();
        using var rows = session["SELECT d.document, v.document FROM assessment a JOIN assessment_document d ON d.assessment = a.id JOIN vulnerability_document v ON v.vulnerability = a.vulnerability WHERE a.id = $1"].Rows(id);
        return rows.Read() ? ContentDocument.Read(rows.GetFieldValue<byte[]>(0), rows.GetFieldValue<byte[]>(1)) : throw new InvalidDataException(
            $"Assessment {id} has no row: the estate is damaged.");
    }

    /// <summary>The assessments of a flaw.</summary>
    public List<long> OfFlaw(long flaw) => session["SELECT id FROM assessment WHERE vulnerability = $1 ORDER BY id"].List(row => row.GetInt64(0), flaw);

    /// <summary>Puts other words in the place of an assessment's.</summary>
    public Assessment Rewrite(long id, FindingContent content)
    {
        var assessment = new Assessment(id, (int)content.Severity, content.Score ?? NotScored);
        session["UPDATE assessment SET severity = $2, score = $3, source = $4, vendor_severity = $5 WHERE id = $1"].Run(
            id, (long)assessment.Severity, assessment.Score, content.Package?.SeveritySource ?? "", content.Package?.VendorSeverity ?? "");
        session["UPDATE assessment_document SET document = $2 WHERE assessment = $1"].Run(id, ContentDocument.Write(content));
        _known.Clear();
        _rewritings.Take();
        return assessment;
    }

    /// <summary>Ends a write.</summary>
    public void Save()
    {
        Flush();
        _numbers.Save();
        _rewritings.Save();
        if (_known.Count > MaxRemembered)
        {
            _known.Clear();
        }
    }

    private void Flush()
    {
        session.Insert(
            "assessment",
            "id, identity, vulnerability, type, resource_type, title, severity, score, fix, source, vendor_severity, protocol, first_port, last_port, component_type, detector, file_path",
            _rows);
        session.Insert("assessment_document", "assessment, document", _documents);
        session.Insert("assessment_package", "assessment, place, name, epoch, version, release, arch, layer, function_layer, file_path, is_first", _packages);
        session.Insert("assessment_label", "assessment, kind, value", _labels);
        _rows.Clear();
        _documents.Clear();
        _packages.Clear();
        _labels.Clear();
    }

    private static byte[] Bytes(UInt128 key)
    {
        var bytes = new byte[KeyLength];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
        return bytes;
    }

    private Assessment Insert(byte[] digest, int flaw, FindingContent content)
    {
        var id = _numbers.Take();
        var packages = Packages(id, content).ToList();
        var isWithoutLayers = packages.TrueForAll(package => package is [.., "", "", _, _]);
        var assessment = new Assessment(id, (int)content.Severity, content.Score ?? NotScored, isWithoutLayers);
        var path = content.Network;
        _rows.Add(
        [
            id, digest, (long)flaw, (long)content.Type, (long)content.ResourceType, content.Title, (long)content.Severity, assessment.Score,
            (long)content.FixAvailable, content.Package?.SeveritySource ?? "", content.Package?.VendorSeverity ?? "",
            path?.Protocol ?? "", (long)(path?.FirstPort ?? -1), (long)(path?.LastPort ?? -1), path?.Steps.Items.FirstOrDefault()?.ComponentType ?? "",
            content.Code?.DetectorName ?? "", content.Code?.FilePath ?? "",
        ]);
        _documents.Add([id, ContentDocument.Write(content)]);
        _packages.AddRange(packages);
        _labels.AddRange(Labels(id, content));
        return assessment;
    }

    private static IEnumerable<object[]> Packages(long id, FindingContent content)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return (content.Package?.Packages.Items ?? [])
            .SelectMany(one => PackageParts.Of(one.Package))
            .Select((parts, place) => (object[])
            [
                id, (long)place, parts.Name, (long)parts.Epoch, parts.Version, parts.Release, parts.Architecture, parts.LayerHash, parts.FunctionLayerArn,
                parts.FilePath, names.Add(parts.Name) ? 1L : 0L,
            ]);
    }

    private static IEnumerable<object[]> Labels(long id, FindingContent content) =>
        (content.Network?.Steps.Items ?? []).SelectMany(step => new (AssessmentLabel Kind, string Value)[]
        {
            (AssessmentLabel.ComponentId, step.ComponentId), (AssessmentLabel.ComponentType, step.ComponentType),
        })
        .Concat((content.Code?.DetectorTags.Items ?? []).Select(tag => (AssessmentLabel.DetectorTag, tag)))
        .Distinct()
        .Select(label => (object[])[id, (long)label.Item1, label.Item2]);
}

/// <summary>A row of the table, as far as findings repeat it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Severity">Severity.</param>
/// <param name="Score">Score.</param>
/// <param name="IsWithoutLayers">Whether it is known that none of its packages is in a layer.</param>
internal readonly record struct Assessment(long Id, int Severity, double Score, bool IsWithoutLayers = false);

/// <summary>What there may be several of in an assessment.</summary>
internal enum AssessmentLabel
{
    ComponentId,
    ComponentType,
    DetectorTag,
}
