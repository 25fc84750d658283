using System.Text;
using FsCheck.Xunit;
using Vigil.Scanning.Ecosystems.Alpine;
using Vigil.Scanning.Ecosystems.Debian;
using Vigil.Scanning.Ecosystems.OperatingSystems;

namespace Vigil.Tests.Ecosystems;

/// <summary>No bytes make a reader of a text database throw, and what is no package is never one.</summary>
public sealed class HostileTextTests
{
    private static readonly byte[] Status = Encoding.UTF8.GetBytes("Package: a\nStatus: install ok installed\nSource: b (2)\nVersion: 1\n\nPackage: c\nStatus: hold ok installed\nVersion: 3\n");
    private static readonly byte[] Installed = Encoding.UTF8.GetBytes("C:Q1\nP:a\nV:1\no:b\n\nP:c\nV:3\nF:usr\nR:x\n");

    [Property]
    public bool Any_bytes_are_read_or_reported_by_dpkg(byte[] bytes) => IsSane(Extracted.From(new DpkgExtractor(), "var/lib/dpkg/status", bytes));

    [Property]
    public bool Any_bytes_are_read_or_reported_by_apk(byte[] bytes) => IsSane(Extracted.From(new ApkExtractor(), "lib/apk/db/installed", bytes));

    [Property]
    public bool Changed_status_is_read_or_reported(ushort at, byte value) => IsSane(Extracted.From(new DpkgExtractor(), "var/lib/dpkg/status", Changed(Status, at, value)));

    [Property]
    public bool Changed_database_is_read_or_reported(ushort at, byte value) => IsSane(Extracted.From(new ApkExtractor(), "lib/apk/db/installed", Changed(Installed, at, value)));

    [Property]
    public bool Any_text_is_an_os_release(string text) => OsRelease.Parse(text ?? "") is not null;

    [Fact]
    public void Invalid_utf8_in_a_field_keeps_the_package()
    {
        var package = Assert.Single(Extracted.From(new DpkgExtractor(), "var/lib/dpkg/status", [.. "Package: a\nMaintainer: "u8, 0xff, 0xfe, .. "\nStatus: install ok installed\nVersion: 1\n"u8]).Packages);

        Assert.Equal("\uFFFD\uFFFD", package.Vendor);
    }

    [Fact]
    public void Diagnostics_of_a_file_of_rubbish_are_bounded()
    {
        var result = Extracted.From(new ApkExtractor(), "lib/apk/db/installed", string.Concat(Enumerable.Repeat("rubbish\n", 100_000)));

        Assert.InRange(result.Diagnostics.Count, 1, 200);
    }

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        var changed = bytes.ToArray();
        changed[at % changed.Length] = value;
        return changed;
    }

    private static bool IsSane(Extracted result) => result.Packages.Count <= 2 && result.Packages.All(package => package.Name.Length > 0 && package.Version.Length > 0);
}
