using FsCheck;
using FsCheck.Fluent;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Coverage;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Resources;
using Vigil.Domain.Verdicts;
using Vigil.Storage;

namespace Vigil.Tests.Storage;

/// <summary>Resources of all kinds with findings of all types, from a small alphabet, and questions about them.</summary>
public static class RandomFindings
{
    // what is a prefix of what, other characters than ASCII, what LIKE would take for a pattern
    private static readonly Gen<string> Word = Gen.Elements("a", "ab", "abc", "b", "A", "a%", "a_", "é", "\uFFFD", "\U0001F600");

    private static readonly Gen<string> Text = Gen.OneOf(Gen.Constant(""), Word);

    private static readonly Gen<DateTimeOffset> Time = Gen.Choose(0, 5).Select(hour => new DateTimeOffset(2026, 3, 2, 6 + hour, 0, 0, TimeSpan.Zero));

    private static readonly Gen<DateTimeOffset?> MaybeTime = Gen.OneOf(Gen.Constant<DateTimeOffset?>(null), Time.Select(time => (DateTimeOffset?)time));

    private static readonly Gen<EquatableArray<string>> Words = Word.ArrayOf(2).Select(words => (EquatableArray<string>)[.. words.Distinct()]);

    public static Arbitrary<ContentSubmission[]> Submissions() => Gen.Choose(1, 6).SelectMany(count => Submission.ArrayOf(count)).ToArbitrary();

    public static Arbitrary<Criteria> FindingCriteria() => Questions(FindingFields.All).ToArbitrary();

    public static Gen<Criteria> Questions<T>(IEnumerable<Field<T>> fields) =>
        from count in Gen.Choose(0, 2)
        from asked in Gen.Elements(fields.ToArray()).SelectMany(Conditions).ArrayOf(count)
        select new Criteria([.. asked.DistinctBy(one => one.Field)]);

    private static Gen<ContentSubmission> Submission =>
        from resource in Resources
        from type in Gen.Elements(Enum.GetValues<ScanType>())
        from contents in Content((FindingType)type, resource.Type).ArrayOf(3)
        select new ContentSubmission(resource, type, [.. contents.DistinctBy(content => content.Subject)]);

    private static Gen<Resource> Resources =>
        from id in Gen.Elements("i-1", "i-2", "i-22", "x")
        from tags in (from key in Word from value in Text select new Tag(key, value)).ArrayOf(2)
        from region in Text
        from org in Text
        from kind in Gen.Elements(Machines, Images, Functions, Projects).SelectMany(kind => kind)
        select kind with { Id = id, Region = region, ProviderOrgId = org, Tags = [.. tags.DistinctBy(tag => tag.Key)] };

    private static Resource Of(ResourceType type) => new() { Account = Site.Account, Type = type, Id = "" };

    private static Gen<Resource> Machines =>
        from image in Text
        from network in Text
        from subnets in Words
        select Of(ResourceType.AwsEc2Instance) with { Machine = new Machine { ImageId = image, NetworkId = network, SubnetIds = subnets } };

    private static Gen<Resource> Images =>
        from repository in Text
        from registry in Text
        from tags in Words
        from pushed in MaybeTime
        from used in MaybeTime
        from count in Gen.Elements<long?>(null, 0, 1, 2)
        select Of(ResourceType.AwsEcrContainerImage) with
        {
            Image = new ContainerImage
            {
                Repository = repository,
                Registry = registry,
                ImageTags = tags,
                PushedAt = pushed,
                LastInUseAt = used,
                InUseCount = count,
                Digest = "a" + repository,
                Architecture = registry,
            },
        };

    private static Gen<Resource> Functions =>
        from name in Text
        from layers in Words
        from modified in MaybeTime
        select Of(ResourceType.AwsLambdaFunction) with
        {
            Function = new ServerlessFunction { Name = name, Runtime = "a" + name, ExecutionRoleArn = name, Layers = layers, LastModifiedAt = modified },
        };

    private static Gen<Resource> Projects =>
        from name in Text
        select Of(ResourceType.CodeRepository) with { Project = new CodeProject { Name = name, ProviderType = "a" + name } };

    private static Gen<FindingContent> Content(FindingType type, ResourceType resource) =>
        from subject in Word
        from severity in Gen.Elements(Enum.GetValues<FindingSeverity>())
        from score in Gen.Elements<double?>(null, 0, 4.5, 9.8)
        from fix in Gen.Elements(Enum.GetValues<FixAvailable>())
        from package in Packages(subject)
        from path in Paths
        from code in Codes
        select new FindingContent
        {
            Type = type,
            ResourceType = resource,
            Subject = subject,
            Title = subject + " - a",
            Description = subject,
            Severity = severity,
            Score = score,
            FixAvailable = fix,
            Package = type == FindingType.PackageVulnerability ? package : null,
            Network = type == FindingType.NetworkReachability ? path : null,
            Code = type == FindingType.CodeVulnerability ? code : null,
        };

    // what all findings of a flaw have in common follows from its name
    private static Gen<Finding> Packages(string id) =>
        from names in Words
        from version in Gen.Elements("1.0-1", "1:1.0-a", "a")
        from arch in Gen.Elements("amd64", "")
        from layer in Gen.Elements("", "a", "arn:a")
        select new Finding
        {
            VulnerabilityId = id,
            Title = id,
            Description = id,
            Aliases = id.Length > 1 ? ["a", "b"] : [],
            Severity = FindingSeverity.High,
            SeveritySource = id == "a" ? "" : "NVD",
            FixAvailable = FixAvailable.No,
            Exploitation = id switch
            {
                "ab" => new ExploitKnowledge { Probability = new ExploitProbability(id, 0.5f, 1), Known = new KnownExploitation(id, new DateOnly(2026, 1, 1), null, "", false) },
                "b" => new ExploitKnowledge { Probability = new ExploitProbability(id, 0.00042f, 1) },
                _ => ExploitKnowledge.None,
            },
            Packages = [.. names.Select(name => Vulnerable(id, name, version, arch, layer))],
        };

    private static VulnerablePackage Vulnerable(string id, string name, string version, string arch, string layer)
    {
        var coordinate = new Coordinate { Ecosystem = "Debian", Name = name, Version = version, Arch = arch };
        var package = new Package { Coordinate = coordinate, Purl = PackageUrl.Parse("pkg:generic/a"), Evidence = [new Evidence("a/b", layer)] };
        return new VulnerablePackage(package, new Verdict
        {
            Coordinate = coordinate,
            VulnerabilityId = id,
            Status = VerdictStatus.Affected,
            State = VendorState.Affected,
            AdvisoryId = id,
            Source = "test",
            Key = new AdvisoryKey("Debian", "", name),
            ComparedVersion = version,
            Scheme = "deb",
        }, "");
    }

    private static Gen<OpenPath> Paths =>
        from protocol in Gen.Elements("TCP", "UDP")
        from first in Gen.Choose(0, 3)
        from length in Gen.Choose(0, 2)
        from components in Words
        select new OpenPath(protocol, first, first + length, [.. components.Select(id => new PathStep(id, "a" + id))]);

    private static Gen<CodeFlaw> Codes =>
        from detector in Word
        from tags in Words
        select new CodeFlaw { DetectorId = detector, DetectorName = detector, DetectorTags = tags, FilePath = "a" + detector };

    private static Gen<FieldConditions> Conditions<T>(Field<T> field) =>
        from conditions in ConditionOn(field).ArrayOf(2)
        from count in Gen.Choose(1, 2)
        select new FieldConditions(field.Name, [.. conditions.Take(count)]);

    private static Gen<Condition> ConditionOn<T>(Field<T> field) => field switch
    {
        TextField<T> => TextCondition(Gen.OneOf(Word, Gen.Elements("ab - a", "111122223333", "i-2", "NVD", "HIGH", "TCP", "AWS", "arn:aws:inspector2:eu-"))).Select(one => (Condition)one),
        WordField<T> words => TextCondition(Gen.Elements(words.Words.Append("X").Where(word => word.Length > 0).ToArray())).Select(one => (Condition)one),
        NumberField<T> => NumberCondition.Select(one => (Condition)one),
        DateField<T> => from start in MaybeTime from end in MaybeTime select (Condition)new Condition.Date(start, end),
        MapField<T> => from key in Word from value in Gen.Elements(null, "a", "ab") select (Condition)new Condition.Map(key, value),
        PortsField<T> => from begin in Gen.Elements<int?>(null, 0, 2) from end in Gen.Elements<int?>(null, 1, 3) select (Condition)new Condition.Ports(begin, end),
        PackagesField<T> => PackageCondition,
        _ => throw new ArgumentException($"{field} is of no known kind.", nameof(field)),
    };

    private static Gen<Condition.Number> NumberCondition =>
        from lower in Gen.Elements<double?>(null, -1, 0, 0.5, 1, 4.5)
        from upper in Gen.Elements<double?>(null, 0, 0.5, 1, 9.8)
        select new Condition.Number(lower, upper);

    private static Gen<Condition.Text> TextCondition(Gen<string> values) =>
        from comparison in Gen.Elements(Enum.GetValues<TextComparison>())
        from value in values
        select new Condition.Text(comparison, value);

    private static Gen<Condition> PackageCondition =>
        from name in Maybe(TextCondition(Word))
        from version in Maybe(TextCondition(Gen.Elements("1.0", "a")))
        from epoch in Maybe(NumberCondition)
        from release in Maybe(TextCondition(Gen.Elements("1", "a")))
        from arch in Maybe(TextCondition(Gen.Elements("X86_64", "X")))
        from layer in Maybe(TextCondition(Gen.Constant("a")))
        from functionLayer in Maybe(TextCondition(Gen.Constant("arn:a")))
        from path in Maybe(TextCondition(Gen.Constant("a/")))
        select (Condition)new Condition.Package
        {
            Name = name,
            Version = version,
            Epoch = epoch,
            Release = release,
            Architecture = arch,
            SourceLayerHash = layer,
            SourceLambdaLayerArn = functionLayer,
            FilePath = path,
        };

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.Frequency((3, Gen.Constant<T?>(null)), (1, gen.Select(value => (T?)value)));
}
