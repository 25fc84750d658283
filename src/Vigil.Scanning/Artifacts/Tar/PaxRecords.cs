namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>Walks the records of a PAX extended header, <c>LENGTH KEY=VALUE\n</c> (POSIX.1-2001, pax interchange format).</summary>
internal ref struct PaxRecords(ReadOnlySpan<byte> records)
{
    private ReadOnlySpan<byte> _rest = records;

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the walk ended at bytes that are no record.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Moves to the next record.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || _rest[0] == 0)
        {
            return false;
        }

        var space = _rest.IndexOf((byte)' ');
        IsBroken = space <= 0 || !TarNumber.TryParseDecimal(_rest[..space], out var length)
            || length <= space + 1 || length > _rest.Length || _rest[(int)length - 1] != '\n';
        if (IsBroken)
        {
            return false;
        }

        _ = TarNumber.TryParseDecimal(_rest[..space], out length);
        var record = _rest[(space + 1)..((int)length - 1)];
        var equals = record.IndexOf((byte)'=');
        IsBroken = equals <= 0;
        if (IsBroken)
        {
            return false;
        }

        Key = record[..equals];
        Value = record[(equals + 1)..];
        _rest = _rest[(int)length..];
        return true;
    }
}
