using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Vigil.Domain;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Domain.Purl;

namespace Vigil.Storage.Documents;

/// <summary>Domain records as documents in columns: what is shown and never asked for.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsEmpty, NameConditions } },
        Converters = { new ListConverters(), new AccountConverter(), new PurlConverter() },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(byte[] document) =>
        JsonSerializer.Deserialize<T>(document, Options) ?? throw new InvalidDataException($"A document of {typeof(T).Name} is empty: the database is damaged.");

    // what a constructor or the word `required` asks for is always there
    private static void LeaveOutWhatIsEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => !property.IsRequired && property.AssociatedParameter is null))
        {
            if (property.Set is null)
            {
                property.ShouldSerialize = static (_, _) => false; // follows from the others
                continue;
            }

            var empty = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
            property.ShouldSerialize = (_, value) => value is not "" && !Equals(value, empty);
        }
    }

    private static void NameConditions(JsonTypeInfo type)
    {
        if (type.Type == typeof(Condition))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "on" };
            foreach (var kind in typeof(Condition).GetNestedTypes())
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
            }
        }
    }

    private sealed class ListConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(EquatableArray<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ListConverter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!; // has a constructor
    }

    private sealed class ListConverter<T> : JsonConverter<EquatableArray<T>>
        where T : IEquatable<T>
    {
        public override EquatableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            [.. JsonSerializer.Deserialize<T[]>(ref reader, options) ?? []];

        public override void Write(Utf8JsonWriter writer, EquatableArray<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value)
            {
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndArray();
        }
    }

    private sealed class AccountConverter : JsonConverter<AccountId>
    {
        public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => AccountId.Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class PurlConverter : JsonConverter<PackageUrl>
    {
        public override PackageUrl Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PackageUrl.Parse(reader.GetString());

        public override void Write(Utf8JsonWriter writer, PackageUrl value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
