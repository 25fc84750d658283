using System.Text.Json;
using Vigil.Domain.Filters;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Filters;

/// <summary>Criteria on findings as the API shows them: what <see cref="CriteriaReading"/> reads.</summary>
internal static class CriteriaJson
{
    /// <summary>Writes them as an object.</summary>
    public static void Write(Utf8JsonWriter json, string name, Criteria criteria)
    {
        json.WriteStartObject(name);
        foreach (var field in criteria.Fields)
        {
            json.WriteStartArray(field.Field);
            foreach (var condition in field.Conditions)
            {
                json.WriteStartObject();
                Write(json, condition);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Condition condition)
    {
        switch (condition)
        {
            case Condition.Text text:
                json.WriteString("comparison", WordOf(text.Comparison));
                json.WriteString("value", text.Value);
                break;
            case Condition.Number number:
                json.WriteOptional("lowerInclusive", number.Lower);
                json.WriteOptional("upperInclusive", number.Upper);
                break;
            case Condition.Date date:
                json.WriteTime("startInclusive", date.Start);
                json.WriteTime("endInclusive", date.End);
                break;
            case Condition.Map map:
                json.WriteString("comparison", "EQUALS");
                json.WriteString("key", map.Key);
                json.WriteText("value", map.Value);
                break;
            case Condition.Ports ports:
                json.WriteOptional("beginInclusive", (long?)ports.Begin);
                json.WriteOptional("endInclusive", (long?)ports.End);
                break;
            case Condition.Package package:
                Write(json, "name", package.Name);
                Write(json, "version", package.Version);
                Write(json, "epoch", package.Epoch);
                Write(json, "release", package.Release);
                Write(json, "architecture", package.Architecture);
                Write(json, "sourceLayerHash", package.SourceLayerHash);
                Write(json, "sourceLambdaLayerArn", package.SourceLambdaLayerArn);
                Write(json, "filePath", package.FilePath);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition));
        }
    }

    private static void Write(Utf8JsonWriter json, string name, Condition? condition)
    {
        if (condition is not null)
        {
            json.WriteStartObject(name);
            Write(json, condition);
            json.WriteEndObject();
        }
    }

    private static string WordOf(TextComparison comparison) => comparison switch
    {
        TextComparison.Equals => "EQUALS",
        TextComparison.Prefix => "PREFIX",
        _ => "NOT_EQUALS",
    };
}
