using System.Text.Json;
using Vigil.Advisories.Feeds.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.PhotonOs;

/// <summary>
/// Reads the flaws of a release:
/// <c>[{"cve_id":"CVE-2023-38545","pkg":"curl","cve_score":9.8,"aff_ver":"all versions before … are vulnerable","res_ver":"7.88.1-4.ph4","status":"Fixed"}]</c>.
/// </summary>
internal sealed class PhotonList(SourceIntake source, string release)
{
    private readonly FlawRows _flaws = new(source);
    private readonly TextPool _pool = new();

    /// <summary>Reads the list and hands on one advisory for each flaw.</summary>
    /// <exception cref="FormatException">Not a list of this kind.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public void Read(ReadOnlySpan<byte> json, CancellationToken cancellation)
    {
        var entries = new List<(string Flaw, string Package, string Fixed, string Status)>();
        var reader = new Utf8JsonReader(json);
        reader.EnterList();
        while (reader.NextObject())
        {
            cancellation.ThrowIfCancellationRequested();
            entries.Add(ReadEntry(ref reader));
        }

        // Fails where something follows the list.
        reader.Read();
        entries.ForEach(Add);
        _flaws.Publish();
    }

    private (string Flaw, string Package, string Fixed, string Status) ReadEntry(ref Utf8JsonReader reader)
    {
        var (flaw, package, fix, status) = ("", "", "", "");
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("cve_id"u8))
            {
                flaw = reader.NextText();
            }
            else if (reader.ValueTextEquals("pkg"u8))
            {
                package = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("res_ver"u8))
            {
                fix = reader.NextText(_pool);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                status = reader.NextText(_pool);
            }
            else
            {
                reader.SkipValue();
            }
        }

        return (flaw, package, fix == "NA" ? "" : fix, status);
    }

    private void Add((string Flaw, string Package, string Fixed, string Status) entry)
    {
        var isNamed = VulnerabilityId.IsCve(entry.Flaw) || entry.Flaw.StartsWith("BDSA-", StringComparison.Ordinal);
        if (!isNamed || entry.Package.Length == 0 || (entry.Fixed.Length == 0 && entry.Status == "Fixed"))
        {
            source.Reject(
                $"{entry.Flaw} {entry.Package}", FeedCodes.EntryUnreadable, "Expected the name of a flaw, a package and, where it is fixed, a version; found something else.");
            return;
        }

        source.CountEntry();
        var isAffected = entry.Status != "Not Affected";
        var row = new AffectedPackage
        {
            Key = new("Photon OS", release, entry.Package),
            NamesSource = true,
            Scheme = "rpm",
            State = isAffected ? VendorState.Affected : VendorState.NotAffected,
            Ranges = isAffected && entry.Fixed.Length > 0 ? [new("", entry.Fixed)] : [],
        };

        // Mostly the names are those of sources, but some of installed packages are among them (curl-libs).
        _flaws[entry.Flaw].Rows.AddRange([row, row with { NamesSource = false }]);
    }
}
