using System.Text;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>The fields of one stanza of a control file (deb-control(5)) that tell of an installed package.</summary>
internal ref struct Stanza
{
    private ReadOnlySpan<byte> _source;

    public bool HasFields { get; private set; }

    public ReadOnlySpan<byte> Package { get; private set; }

    public ReadOnlySpan<byte> Version { get; private set; }

    public ReadOnlySpan<byte> Architecture { get; private set; }

    public ReadOnlySpan<byte> Status { get; private set; }

    public ReadOnlySpan<byte> Maintainer { get; private set; }

    /// <summary>Who made the package, where it says so: <c>Origin</c>, or <c>Vendor</c>, which only tools outside the distributions write.</summary>
    public ReadOnlySpan<byte> Origin { get; private set; }

    /// <summary>The name in <c>util-linux (2.38.1-5)</c>; empty where it is that of the binary package.</summary>
    public readonly ReadOnlySpan<byte> SourceName => _source.IndexOf((byte)' ') is >= 0 and var blank ? _source[..blank] : _source;

    /// <summary>The version in <c>util-linux (2.38.1-5)</c>; empty where it is that of the binary package.</summary>
    public readonly ReadOnlySpan<byte> SourceVersion => _source[SourceName.Length..].Trim("() "u8);

    /// <summary>Takes one line; continuation lines belong to fields that do not matter here.</summary>
    /// <returns><see langword="false"/> where the line is neither a field nor the continuation of one.</returns>
    public bool TryAdd(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            return HasFields;
        }

        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        HasFields = true;
        Set(line[..colon], line[(colon + 1)..]);
        return true;
    }

    // "Field names are not case-sensitive."
    private void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name[0] | 0x20)
        {
            case 'p' when Ascii.EqualsIgnoreCase(name, "Package"u8):
                Package = value.Trim(" \t"u8);
                break;
            case 'v' when Ascii.EqualsIgnoreCase(name, "Version"u8):
                Version = value.Trim(" \t"u8);
                break;
            case 'v' when Ascii.EqualsIgnoreCase(name, "Vendor"u8):
            case 'o' when Ascii.EqualsIgnoreCase(name, "Origin"u8):
                Origin = value.Trim(" \t"u8);
                break;
            case 'a' when Ascii.EqualsIgnoreCase(name, "Architecture"u8):
                Architecture = value.Trim(" \t"u8);
                break;
            case 's' when Ascii.EqualsIgnoreCase(name, "Status"u8):
                Status = value.Trim(" \t"u8);
                break;
            case 's' when Ascii.EqualsIgnoreCase(name, "Source"u8):
                _source = value.Trim(" \t"u8);
                break;
            case 'm' when Ascii.EqualsIgnoreCase(name, "Maintainer"u8):
                Maintainer = value.Trim(" \t"u8);
                break;
        }
    }
}
