using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vigil.Server.Model;

/// <summary>Compares JSON with the shapes of the model and says what is wrong where.</summary>
/// <remarks>
/// Of a request members that nobody knows are ignored and <see langword="null"/> is the same as absent; of an answer (<paramref name="isStrict"/>, used by
/// tests) neither is allowed.
/// </remarks>
/// <param name="isStrict">Whether members have to be known and values have to be there.</param>
internal sealed class Validation(bool isStrict = false)
{
    private const int MostFaults = 20;

    private readonly ImmutableArray<Fault>.Builder _faults = ImmutableArray.CreateBuilder<Fault>();

    /// <summary>What is wrong, in the order of the model; empty when nothing is.</summary>
    public ImmutableArray<Fault> Faults => _faults.ToImmutable();

    /// <summary>Checks the members of an object.</summary>
    public void CheckMembers(ImmutableArray<Member> members, JsonElement value, string path)
    {
        foreach (var member in members)
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (value.TryGetProperty(member.Name, out var part) && (isStrict || part.ValueKind != JsonValueKind.Null))
            {
                Check(member.Shape, part, name);
            }
            else if (member.IsRequired)
            {
                Add(name, "must be given");
            }
        }

        if (isStrict)
        {
            foreach (var part in value.EnumerateObject().Where(part => members.All(member => member.Name != part.Name)))
            {
                Add(path.Length == 0 ? part.Name : $"{path}.{part.Name}", "is no member of the model");
            }
        }
    }

    /// <summary>Checks one value.</summary>
    public void Check(Shape shape, JsonElement value, string path)
    {
        if (_faults.Count >= MostFaults)
        {
            return;
        }

        switch (shape)
        {
            case StructureShape structure when Is(value, JsonValueKind.Object, path, "an object"):
                CheckStructure(structure, value, path);
                break;
            case ListShape list when Is(value, JsonValueKind.Array, path, "a list"):
                CheckList(list, value, path);
                break;
            case MapShape map when Is(value, JsonValueKind.Object, path, "an object"):
                CheckMap(map, value, path);
                break;
            case TextShape text when Is(value, JsonValueKind.String, path, "a string"):
                CheckText(text, value.GetString()!, path);
                break;
            case EnumShape words when Is(value, JsonValueKind.String, path, "a string"):
                Require(words.Words.Contains(value.GetString()!), path, $"must be one of {string.Join(", ", words.Words)}");
                break;
            case NumberShape number when Is(value, JsonValueKind.Number, path, "a number"):
                CheckNumber(number, value, path);
                break;
            case TimestampShape { IsText: true } when Is(value, JsonValueKind.String, path, "a string"):
                Require(value.TryGetDateTimeOffset(out _), path, "must be a time in ISO 8601");
                break;
            case TimestampShape { IsText: false } when Is(value, JsonValueKind.Number, path, "a number of seconds since 1970"):
                Require(Timestamps.IsTime(value.GetDouble()), path, "must be a time of the years 1 to 9999");
                break;
            case BooleanShape:
                Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, path, "must be true or false");
                break;
            case BlobShape blob when Is(value, JsonValueKind.String, path, "a string in base 64"):
                CheckBlob(blob, value, path);
                break;
            case DocumentShape:
                Is(value, JsonValueKind.Object, path, "an object");
                break;
            default:
                break;
        }
    }

    private void CheckStructure(StructureShape structure, JsonElement value, string path)
    {
        if (structure.IsUnion)
        {
            var count = structure.Members.Count(member => value.TryGetProperty(member.Name, out var part) && part.ValueKind != JsonValueKind.Null);
            Require(count == 1, path, $"must have exactly one of {string.Join(", ", structure.Members.Select(member => member.Name))}");
        }

        CheckMembers(structure.Members, value, path);
    }

    private void CheckList(ListShape list, JsonElement value, string path)
    {
        if (!Require(isStrict || list.Bounds.Hold(value.GetArrayLength()), path, $"must have {list.Bounds} items"))
        {
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Check(list.Item, item, $"{path}[{index++}]");
        }
    }

    private void CheckMap(MapShape map, JsonElement value, string path)
    {
        Require(map.Bounds.Hold(value.EnumerateObject().Count()), path, $"must have {map.Bounds} entries");
        foreach (var entry in value.EnumerateObject())
        {
            if (map.Key is TextShape key)
            {
                CheckText(key, entry.Name, $"{path}.{entry.Name}");
            }

            if (isStrict || entry.Value.ValueKind != JsonValueKind.Null)
            {
                Check(map.Value, entry.Value, $"{path}.{entry.Name}");
            }
        }
    }

    private void CheckText(TextShape text, string value, string path)
    {
        if (Require(text.Bounds.Hold(value.Length), path, $"must have {text.Bounds} characters") && text.Pattern is { } pattern)
        {
            Require(Matches(pattern, value), path, $"must match {pattern.ToString()[5..^3]}");
        }
    }

    private void CheckNumber(NumberShape number, JsonElement value, string path)
    {
        if (Require(!number.IsWhole || value.TryGetInt64(out _), path, "must be a whole number"))
        {
            Require(number.Bounds.Hold(value.GetDouble()), path, $"must be {number.Bounds}");
        }
    }

    private void CheckBlob(BlobShape blob, JsonElement value, string path)
    {
        if (Require(value.TryGetBytesFromBase64(out var bytes), path, "must be base 64"))
        {
            Require(blob.Bounds.Hold(bytes!.Length), path, $"must have {blob.Bounds} bytes");
        }
    }

    private static bool Matches(Regex pattern, string value)
    {
        try
        {
            return pattern.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private bool Is(JsonElement value, JsonValueKind kind, string path, string name) => Require(value.ValueKind == kind, path, $"must be {name}");

    private bool Require(bool holds, string path, string message)
    {
        if (!holds)
        {
            Add(path, message);
        }

        return holds;
    }

    private void Add(string path, string message)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new Fault(path, message));
        }
    }
}

/// <summary>Something wrong with a member.</summary>
/// <param name="Member">Its path: <c>filterCriteria.severity[0].value</c>.</param>
/// <param name="Message">What is wrong with it, without the member.</param>
internal sealed record Fault(string Member, string Message);
