using System.Text.Json;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.Windows;

/// <summary>Reads a month of bulletins as MSRC publishes it: CVRF 1.1 written as JSON.</summary>
/// <seealso href="https://github.com/microsoft/MSRC-Microsoft-Security-Updates-API"/>
internal static class CvrfDocument
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is no such document.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static void Read(ReadOnlySpan<byte> json, SourceIntake source, WindowsBulletins bulletins, CancellationToken cancellation)
    {
        var products = ProductsIn(json);
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (!reader.ValueTextEquals("Vulnerability"u8))
            {
                reader.SkipValue();
                continue;
            }

            for (var (has, position) = (reader.EnterArray(), 0); has && reader.NextItem(); position++)
            {
                cancellation.ThrowIfCancellationRequested();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                ReadFlaw(json[start..(int)reader.BytesConsumed], position, products, source, bulletins);
            }
        }
    }

    private static void ReadFlaw(
        ReadOnlySpan<byte> json, int position, Dictionary<string, WindowsProduct> products, SourceIntake source, WindowsBulletins bulletins)
    {
        try
        {
            if (json.Length > source.Limits.MaxEntryBytes)
            {
                throw new FormatException($"The entry has more than {source.Limits.MaxEntryBytes} bytes.");
            }

            using var item = JsonDocument.Parse(json.ToArray());
            new CvrfFlaw(item.RootElement, products, source.Limits.MaxStatements).AddTo(bulletins);
            source.CountEntry();
        }
        catch (Exception ex) when (ex is FormatException or InvalidOperationException or JsonException)
        {
            source.Reject($"Vulnerability[{position}]", FeedCodes.EntryUnreadable, ex.Message);
        }
    }

    // {"ProductTree": {"FullProductName": [{"ProductID": "11923", "Value": "Windows Server 2022"}]}}; those that are no Windows are left out
    private static Dictionary<string, WindowsProduct> ProductsIn(ReadOnlySpan<byte> json)
    {
        var products = new Dictionary<string, WindowsProduct>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (!reader.ValueTextEquals("ProductTree"u8))
            {
                reader.SkipValue();
                continue;
            }

            for (var has = reader.EnterObject(); has && reader.NextMember();)
            {
                if (reader.ValueTextEquals("FullProductName"u8))
                {
                    AddProducts(ref reader, products);
                }
                else
                {
                    reader.SkipValue();
                }
            }

            return products;
        }

        throw new FormatException("Expected a product tree, found none.");
    }

    private static void AddProducts(ref Utf8JsonReader reader, Dictionary<string, WindowsProduct> products)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            var (id, name) = ("", "");
            while (reader.NextMember())
            {
                switch (reader.GetString())
                {
                    case "ProductID":
                        id = reader.NextText();
                        break;
                    case "Value":
                        name = reader.NextText();
                        break;
                    default:
                        reader.SkipValue();
                        break;
                }
            }

            if (WindowsProduct.TryParse(name, out var product))
            {
                products[id] = product;
            }
        }
    }
}
