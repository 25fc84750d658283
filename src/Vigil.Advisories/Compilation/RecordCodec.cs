using System.Collections.Immutable;
using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// What an advisory says about its flaw, without the packages: kept aside until all names are known. The order of the bytes is the order of
/// precedence: standing records come before withdrawn ones, GHSA records before others because they are edited for readers, then by source and id.
/// </summary>
internal static class RecordCodec
{
    /// <summary>Addresses of one record that are kept.</summary>
    public const int MaxReferences = 64;

    /// <summary>Longest text that is kept, in characters.</summary>
    public const int MaxTextLength = Advisory.MaxDetailsLength;

    public static void Write(Advisory advisory, ByteWriter writer)
    {
        writer.Byte(advisory.Withdrawn is null ? (byte)0 : (byte)1);
        writer.Byte(advisory.Id.StartsWith("GHSA-", StringComparison.Ordinal) ? (byte)0 : (byte)1);
        writer.Text(advisory.Source);
        writer.Text(advisory.Id);
        WriteTexts(writer, advisory.Vulnerabilities.IsEmpty ? advisory.Aliases : []);
        WriteTexts(writer, advisory.Vulnerabilities);
        writer.Text(Cut(advisory.Summary));
        writer.Text(Cut(advisory.Details));
        writer.Time(advisory.Published);
        writer.Time(advisory.Modified);
        writer.Time(advisory.Withdrawn);
        writer.Number(advisory.Severities.Count);
        foreach (var severity in advisory.Severities)
        {
            writer.Text(severity.Source);
            writer.Text(severity.Vector);
            writer.Text(severity.Label);
        }

        WriteTexts(writer, advisory.Cwes);
        WriteTexts(writer, [.. advisory.References.Where(reference => reference.Length <= MaxTextLength).Take(MaxReferences)]);
    }

    public static Advisory Read(ReadOnlySpan<byte> record)
    {
        var reader = new ByteReader(record);
        return Read(ref reader);
    }

    public static Advisory Read(ref ByteReader reader)
    {
        reader.ReadBytes(2);
        return new Advisory
        {
            Source = reader.ReadText(),
            Id = reader.ReadText(),
            Aliases = ReadTexts(ref reader),
            Vulnerabilities = ReadTexts(ref reader),
            Summary = reader.ReadText(),
            Details = reader.ReadText(),
            Published = reader.ReadTime(),
            Modified = reader.ReadTime(),
            Withdrawn = reader.ReadTime(),
            Severities = ReadSeverities(ref reader),
            Cwes = ReadTexts(ref reader),
            References = ReadTexts(ref reader),
        };
    }

    /// <summary>Reads who says it, since when, and of which flaws; what is said is left out.</summary>
    /// <param name="bytes">Begin with a record.</param>
    /// <param name="length">Gets its length.</param>
    public static Advisory ReadNames(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ByteReader(bytes);
        reader.ReadBytes(2);
        var advisory = new Advisory { Source = reader.ReadText(), Id = reader.ReadText(), Aliases = ReadTexts(ref reader), Vulnerabilities = ReadTexts(ref reader) };
        SkipTexts(ref reader, 2);
        advisory = advisory with { Published = reader.ReadTime(), Modified = reader.ReadTime(), Withdrawn = reader.ReadTime() };
        SkipTexts(ref reader, 3 * reader.ReadCount());
        SkipTexts(ref reader, reader.ReadCount());
        SkipTexts(ref reader, reader.ReadCount());
        length = bytes.Length - reader.Remaining;
        return advisory;
    }

    public static void SkipTexts(ref ByteReader reader, int count)
    {
        for (; count > 0; count--)
        {
            reader.ReadBlob();
        }
    }

    private static string Cut(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength];

    public static void WriteTexts(ByteWriter writer, EquatableArray<string> texts)
    {
        writer.Number(texts.Count);
        foreach (var text in texts)
        {
            writer.Text(text);
        }
    }

    public static ImmutableArray<string> ReadTexts(ref ByteReader reader)
    {
        var texts = ImmutableArray.CreateBuilder<string>(reader.ReadCount());
        while (texts.Count < texts.Capacity)
        {
            texts.Add(reader.ReadText());
        }

        return texts.MoveToImmutable();
    }

    private static ImmutableArray<Severity> ReadSeverities(ref ByteReader reader)
    {
        var severities = ImmutableArray.CreateBuilder<Severity>(reader.ReadCount());
        while (severities.Count < severities.Capacity)
        {
            severities.Add(new Severity(reader.ReadText(), reader.ReadText(), reader.ReadText()));
        }

        return severities.MoveToImmutable();
    }
}
