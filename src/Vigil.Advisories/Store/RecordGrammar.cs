namespace Vigil.Advisories.Store;

/// <summary>The records that refer to others, part by part, as <c>docs/formats/store.md</c> has them. Read once for both directions.</summary>
internal static class RecordGrammar
{
    private const int TimesLength = 3 * sizeof(long);

    /// <summary>A row of a block.</summary>
    public static void Row(INaming naming, ref ByteReader from, ByteWriter to)
    {
        var flags = from.ReadByte();
        to.Byte(flags);
        naming.Advisory(ref from, to);
        naming.Word(ref from, to);
        naming.Word(ref from, to);
        if ((flags & AffectedRow.RangeFlag) != 0)
        {
            naming.Version(ref from, to);
            naming.Version(ref from, to);
            naming.Version(ref from, to);
        }

        if ((flags & AffectedRow.LimitsFlag) != 0)
        {
            naming.Word(ref from, to);
            naming.List(ref from, to);
            naming.List(ref from, to);
        }

        if ((flags & AffectedRow.VersionsFlag) != 0)
        {
            naming.Versions(ref from, to);
        }
    }

    /// <summary>An entry of the vulnerabilities, up to where it points to its text.</summary>
    public static void Vulnerability(INaming naming, ref ByteReader from, ByteWriter to)
    {
        for (var names = Count(ref from, to); names > 0; names--)
        {
            naming.Name(ref from, to);
            naming.Name(ref from, to);
            naming.Word(ref from, to);
        }

        to.Bytes(from.ReadBytes(TimesLength));
        to.Blob(from.ReadBlob());
        for (var severities = Count(ref from, to); severities > 0; severities--)
        {
            naming.Word(ref from, to);
            naming.Word(ref from, to);
            naming.Word(ref from, to);
        }

        for (var weaknesses = Count(ref from, to); weaknesses > 0; weaknesses--)
        {
            naming.Word(ref from, to);
        }
    }

    /// <summary>The same, left out.</summary>
    public static void SkipVulnerability(ref ByteReader from)
    {
        Skip(ref from, 3 * from.ReadCount());
        from.ReadBytes(TimesLength);
        from.ReadBlob();
        Skip(ref from, 3 * from.ReadCount());
        Skip(ref from, from.ReadCount());

        static void Skip(ref ByteReader from, int numbers)
        {
            for (; numbers > 0; numbers--)
            {
                from.ReadNumber();
            }
        }
    }

    /// <summary>The part of a text block that one vulnerability points to.</summary>
    /// <param name="from">Stands at its beginning, and at its end afterwards.</param>
    public static void SkipText(ref ByteReader from)
    {
        from.ReadBlob();
        for (var references = from.ReadCount(); references > 0; references--)
        {
            from.ReadBlob();
        }
    }

    /// <summary>Carries a number over that means the same on both sides.</summary>
    public static int Count(ref ByteReader from, ByteWriter to)
    {
        var count = from.ReadCount();
        to.Number(count);
        return count;
    }
}
