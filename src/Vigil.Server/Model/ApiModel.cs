using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vigil.Server.Model;

/// <summary>The operations and shapes of an API, read from a model file that is part of the program.</summary>
internal sealed class ApiModel
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly JsonElement _shapeFacts;
    private readonly ApiModel? _extended;

    private ApiModel(JsonElement facts, ApiModel? extended)
    {
        _extended = extended;
        _shapeFacts = facts.GetProperty("shapes");
        Operations = facts.GetProperty("operations").EnumerateObject()
            .Select(operation => OperationOf(operation.Name, operation.Value))
            .ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
    }

    /// <summary>Inspector2 and the SBOM scan.</summary>
    public static ApiModel Inspector2 { get; } = Load("inspector2.json", extended: null);

    /// <summary>What this product adds, under paths of its own; it may use the shapes of the other.</summary>
    public static ApiModel Vigil { get; } = Load("vigil.json", Inspector2);

    /// <summary>All operations by name.</summary>
    public FrozenDictionary<string, ApiOperation> Operations { get; }

    /// <summary>A shape by its name in the model.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public Shape this[string name]
    {
        get
        {
            lock (_shapes)
            {
                return _shapes.TryGetValue(name, out var shape) ? shape : ShapeOf(name);
            }
        }
    }

    private static ApiModel Load(string file, ApiModel? extended)
    {
        using var stream = typeof(ApiModel).Assembly.GetManifestResourceStream(file)
            ?? throw new FormatException($"The model {file} is missing in this build.");
        using var document = JsonDocument.Parse(stream);
        return new ApiModel(document.RootElement.Clone(), extended);
    }

    private ApiOperation OperationOf(string name, JsonElement facts) => new(
        name,
        facts.TryGetProperty("service", out var service) ? service.GetString()! : "inspector2",
        facts.GetProperty("tier").GetInt32(),
        facts.GetProperty("method").GetString()!,
        facts.GetProperty("path").GetString()!,
        MembersOf(facts.GetProperty("in")),
        new StructureShape($"{name}Response", IsUnion: false) { Members = MembersOf(facts.GetProperty("out")) },
        TextsOf(facts.GetProperty("errors")),
        facts.TryGetProperty("token", out var token) ? token.GetString() : null);

    // shapes refer to each other in circles, so one is known before its parts are
    private Shape ShapeOf(string name)
    {
        if (!_shapeFacts.TryGetProperty(name, out var facts))
        {
            return _extended?[name] ?? throw new FormatException($"The model of the API has no shape {name}.");
        }

        var kind = facts.GetProperty("is").GetString();
        Shape shape = kind switch
        {
            "structure" or "error" => new StructureShape(name, IsUnion: false),
            "union" => new StructureShape(name, IsUnion: true),
            "list" => new ListShape(name, BoundsOf(facts)),
            "map" => new MapShape(name, BoundsOf(facts)),
            "string" => new TextShape(name, BoundsOf(facts), PatternOf(facts)),
            "enum" => new EnumShape(name, TextsOf(facts.GetProperty("words"))),
            "integer" or "long" => new NumberShape(name, BoundsOf(facts), IsWhole: true),
            "double" => new NumberShape(name, BoundsOf(facts), IsWhole: false),
            "timestamp" => new TimestampShape(name, IsText: false),
            "isoTimestamp" => new TimestampShape(name, IsText: true),
            "boolean" => new BooleanShape(name),
            "blob" => new BlobShape(name, BoundsOf(facts)),
            "document" => new DocumentShape(name),
            _ => throw new FormatException($"The model of the API has a shape of the unknown kind {kind}."),
        };
        _shapes.Add(name, shape);
        Complete(shape, facts);
        return shape;
    }

    private void Complete(Shape shape, JsonElement facts)
    {
        switch (shape)
        {
            case StructureShape structure:
                structure.Members = MembersOf(facts.GetProperty("members"));
                break;
            case ListShape list:
                list.Item = this[facts.GetProperty("of").GetString()!];
                break;
            case MapShape map:
                map.Key = this[facts.GetProperty("key").GetString()!];
                map.Value = this[facts.GetProperty("of").GetString()!];
                break;
            default:
                break;
        }
    }

    private ImmutableArray<Member> MembersOf(JsonElement members) =>
        [.. members.EnumerateObject().Select(member => MemberOf(member.Name, member.Value.GetString()!))];

    // "query:TagKeyList!"
    private Member MemberOf(string name, string reference)
    {
        var isRequired = reference.EndsWith('!');
        var parts = reference.TrimEnd('!').Split(':');
        var place = parts.Length == 1 ? Place.Body : Enum.Parse<Place>(parts[0], ignoreCase: true);
        return new Member(name, this[parts[^1]], isRequired, place);
    }

    private static Bounds BoundsOf(JsonElement facts) => new(NumberOf(facts, "min"), NumberOf(facts, "max"));

    private static double? NumberOf(JsonElement facts, string name) => facts.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static ImmutableArray<string> TextsOf(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    // a pattern is about the whole text; those with look-ahead cannot be matched in linear time, so they get a bound on time
    private static Regex? PatternOf(JsonElement facts)
    {
        if (!facts.TryGetProperty("pattern", out var pattern))
        {
            return null;
        }

        var whole = $@"\A(?:{pattern.GetString()})\z";
        return whole.Contains("(?!", StringComparison.Ordinal)
            ? new Regex(whole, RegexOptions.CultureInvariant, LongestMatch)
            : new Regex(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
    }
}
