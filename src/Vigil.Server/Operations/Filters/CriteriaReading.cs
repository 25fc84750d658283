using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Filters;

/// <summary>Reads criteria from a valid request. The members of the API are the names of the fields, and the members of a condition tell its kind.</summary>
internal static class CriteriaReading
{
    /// <summary>Reads criteria on findings from a member; everything when it is absent.</summary>
    /// <exception cref="ApiException">A range is the wrong way round.</exception>
    public static Criteria FindingCriteria(this JsonElement input, string name) => Read(input, name, field => FindingFields.Find(field) is not null);

    /// <summary>Reads criteria on coverage from a member; everything when it is absent.</summary>
    /// <exception cref="ApiException">A range is the wrong way round.</exception>
    public static Criteria CoverageCriteria(this JsonElement input, string name) => Read(input, name, field => CoverageFields.Find(field) is not null);

    /// <summary>Reads the conditions of a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="field">What they are on.</param>
    /// <param name="path">Where the list stands in the request.</param>
    public static EquatableArray<Condition> Conditions(JsonElement list, string field, string path) =>
        [.. list.EnumerateArray().Select((one, at) => Read(one, field, $"{path}[{at}]"))];

    private static Criteria Read(JsonElement input, string name, Predicate<string> isField) => input.Member(name) is { } criteria
        ? new Criteria(
        [
            .. criteria.EnumerateObject()
                .Where(field => field.Value.ValueKind == JsonValueKind.Array && isField(field.Name))
                .Select(field => new FieldConditions(field.Name, Conditions(field.Value, field.Name, $"{name}.{field.Name}"))),
        ])
        : Criteria.All;

    private static Condition Read(JsonElement one, string field, string path) => one switch
    {
        _ when field == "portRange" => Ports(one, path),
        _ when one.Member("key") is { } key => new Condition.Map(key.GetString()!, one.OptionalText("value")),
        _ when one.Member("comparison") is not null => Text(one),
        _ when one.Member("startInclusive") is not null || one.Member("endInclusive") is not null => Dates(one, path),
        _ when field == "vulnerablePackages" => Package(one, path),
        _ => Number(one, path),
    };

    private static Condition.Text Text(JsonElement one) => new(
        one.GetProperty("comparison").GetString() switch
        {
            "EQUALS" => TextComparison.Equals,
            "PREFIX" => TextComparison.Prefix,
            _ => TextComparison.NotEquals,
        },
        one.GetProperty("value").GetString()!);

    private static Condition.Number Number(JsonElement one, string path)
    {
        var (lower, upper) = (one.Member("lowerInclusive")?.GetDouble(), one.Member("upperInclusive")?.GetDouble());
        return lower > upper ? throw WrongWayRound(path) : new Condition.Number(lower, upper);
    }

    private static Condition.Date Dates(JsonElement one, string path)
    {
        var (start, end) = (one.OptionalTime("startInclusive"), one.OptionalTime("endInclusive"));
        return start > end ? throw WrongWayRound(path) : new Condition.Date(start, end);
    }

    private static Condition.Ports Ports(JsonElement one, string path)
    {
        var (begin, end) = (one.OptionalNumber("beginInclusive"), one.OptionalNumber("endInclusive"));
        return begin > end ? throw WrongWayRound(path) : new Condition.Ports(begin, end);
    }

    private static Condition.Package Package(JsonElement one, string path) => new()
    {
        Name = OptionalText(one, "name"),
        Version = OptionalText(one, "version"),
        Epoch = one.Member("epoch") is { } epoch ? Number(epoch, $"{path}.epoch") : null,
        Release = OptionalText(one, "release"),
        Architecture = OptionalText(one, "architecture"),
        SourceLayerHash = OptionalText(one, "sourceLayerHash"),
        SourceLambdaLayerArn = OptionalText(one, "sourceLambdaLayerArn"),
        FilePath = OptionalText(one, "filePath"),
    };

    private static Condition.Text? OptionalText(JsonElement one, string name) => one.Member(name) is { } text ? Text(text) : null;

    private static ApiException WrongWayRound(string path) => ApiException.Invalid(path, "has its bounds the wrong way round");
}
