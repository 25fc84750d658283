using System.Text.Json.Nodes;
using System.Text.Json;
using Vigil.Server.Model;

namespace Vigil.Tests.Server.Support;

/// <summary>Makes valid inputs out of the model.</summary>
internal static class SampleInput
{
    private const string Uuid = "01234567-89ab-4def-8123-456789abcdef";

    // for each pattern of the model one of these matches
    private static readonly string[] Candidates =
    [
        "000000000001",
        "sample",
        Uuid,
        "10:30",
        "/usr/lib/sample",
        "CVE-2024-3094",
        "i-0123456789abcdef0",
        "ami-0123456789abcdef0",
        new string('a', 64),
        $"sha256:{new string('a', 64)}",
        $"arn:aws:kms:us-east-1:000000000001:key/{Uuid}",
        $"arn:aws:inspector2:us-east-1:000000000001:finding/{new string('0', 32)}",
        $"arn:aws:inspector2:us-east-1:000000000001:owner/000000000001/cis-configuration/{Uuid}",
        $"arn:aws:inspector2:us-east-1:000000000001:owner/000000000001/cis-scan/{Uuid}",
        $"arn:aws:inspector2:us-east-1:000000000001:codesecurity-integration/{Uuid}",
        $"arn:aws:inspector2:us-east-1:000000000001:owner/000000000001/codesecurity-configuration/{Uuid}",
        $"arn:aws:inspector2:us-east-1:000000000001:codesecurity-integration/{Uuid}/project-{Uuid}",
        $"project-{Uuid}",
        $"arn:aws:ecr:us-east-1:000000000001:repository/app/sha256:{new string('a', 64)}",
        "https://git.example",
    ];

    /// <summary>An input with the members that are required or, when <paramref name="all"/> is set, with all of them.</summary>
    public static JsonElement Of(ApiOperation operation, bool all = false)
    {
        var input = new JsonObject();
        foreach (var member in operation.Input.Where(member => (member.IsRequired || all) && member.Name != "nextToken"))
        {
            input[member.Name] = Of(member.Shape, all, depth: 0);
        }

        return JsonSerializer.SerializeToElement(input);
    }

    private static JsonNode Of(Shape shape, bool all, int depth) => shape switch
    {
        StructureShape structure => Structure(structure, all && depth < 3, depth),
        ListShape list => new JsonArray([.. Enumerable.Range(0, (int)Math.Max(1, list.Bounds.Least ?? 1)).Select(_ => Of(list.Item, all, depth + 1))]),
        MapShape map => new JsonObject { [Text(map.Key)] = Of(map.Value, all, depth + 1) },
        TextShape text => Text(text),
        EnumShape words => words.Words[0],
        NumberShape number => (long)Math.Max(number.Bounds.Least ?? 1, 1),
        TimestampShape { IsText: true } => "2026-11-24T12:00:00Z",
        TimestampShape => 1_795_521_600,
        BooleanShape => true,
        BlobShape => "AAAA",
        _ => new JsonObject(),
    };

    private static JsonObject Structure(StructureShape structure, bool all, int depth)
    {
        var value = new JsonObject();
        foreach (var member in structure.IsUnion ? structure.Members.Take(1) : structure.Members.Where(member => member.IsRequired || all))
        {
            value[member.Name] = Of(member.Shape, all, depth + 1);
        }

        return value;
    }

    private static string Text(Shape shape)
    {
        var text = (TextShape)shape;
        return Candidates.FirstOrDefault(candidate => text.Bounds.Hold(candidate.Length) && text.Pattern?.IsMatch(candidate) != false)
            ?? (text.Pattern is null ? new string('x', (int)(text.Bounds.Least ?? 1)) : throw new InvalidOperationException($"{shape.Name} needs another sample: {text.Pattern}"));
    }
}
