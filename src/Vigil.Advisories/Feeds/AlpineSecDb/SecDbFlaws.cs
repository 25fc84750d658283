using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.AlpineSecDb;

/// <summary>Gathers what all releases say of a flaw: secdb lists flaws by package and fixed version, an advisory is about one flaw.</summary>
/// <param name="source">Takes the advisories.</param>
/// <param name="ecosystem">The distribution.</param>
internal sealed class SecDbFlaws(SourceIntake source, string ecosystem)
{
    private readonly FlawRows _flaws = new(source);
    private readonly TextPool _pool = new();
    private readonly List<(string Package, string Fixed, string Entry)> _entries = [];

    /// <summary>Reads a document; nothing of it is taken when it is broken.</summary>
    /// <remarks>https://secdb.alpinelinux.org: <c>{"distroversion":"v3.20","packages":[{"pkg":{"name":"…","secfixes":{"1.2-r0":["CVE-…"]}}}]}</c>.</remarks>
    /// <param name="release">Release where the document names none; empty for a distribution that has none.</param>
    /// <param name="json">The document.</param>
    /// <exception cref="FormatException">Not a document of this kind.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public void Add(string release, ReadOnlySpan<byte> json)
    {
        _entries.Clear();
        var hasPackages = false;
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("packages"u8))
            {
                hasPackages = true;
                ReadPackages(ref reader);
            }
            else if (release.Length > 0 && reader.ValueTextEquals("distroversion"u8))
            {
                release = reader.NextText();
            }
            else
            {
                reader.SkipValue();
            }
        }

        if (!hasPackages)
        {
            throw new FormatException("Expected an array 'packages', found none.");
        }

        foreach (var (package, version, entry) in _entries)
        {
            Add(release, package, version, entry);
        }
    }

    /// <summary>Hands on one advisory for each flaw, in ordinal order.</summary>
    public void Publish() => _flaws.Publish();

    private void ReadPackages(ref Utf8JsonReader reader)
    {
        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("pkg"u8))
                {
                    ReadPackage(ref reader);
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    private void ReadPackage(ref Utf8JsonReader reader)
    {
        var first = _entries.Count;
        var name = "";
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("secfixes"u8))
            {
                ReadFixes(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        for (var i = first; i < _entries.Count; i++)
        {
            _entries[i] = _entries[i] with { Package = name };
        }
    }

    private void ReadFixes(ref Utf8JsonReader reader)
    {
        // A package without fixes has an empty array instead of an empty object.
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.NextMember())
        {
            var version = reader.Text(_pool);
            for (var has = reader.EnterArray(); has && reader.NextItem();)
            {
                _entries.Add(("", version, reader.Text(_pool)));
            }
        }
    }

    private void Add(string release, string package, string version, string entry)
    {
        var names = SecDbEntry.Parse(entry);
        if (package.Length == 0 || names.Ids.Count == 0)
        {
            source.Reject($"{release} {package} {version} {entry}", FeedCodes.EntryUnreadable, "Expected a package and the name of a flaw, found none.");
            return;
        }

        source.CountEntry();
        var row = new AffectedPackage
        {
            Key = new(ecosystem, release, package),
            NamesSource = true,
            Scheme = "apk",

            // Version "0" is how a maintainer says that the package never had the flaw.
            State = version == "0" ? VendorState.NotAffected : VendorState.Affected,
            Ranges = version == "0" ? [] : [new("", version)],
        };
        foreach (var id in names.Ids)
        {
            var flaw = _flaws[id];
            flaw.Rows.Add(row);
            flaw.Related.UnionWith(names.Related);
        }
    }
}
