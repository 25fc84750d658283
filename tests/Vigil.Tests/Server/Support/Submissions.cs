using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Tests.Server.Support;

/// <summary>Inventories with flaws that the shipped advisories know.</summary>
internal static class Submissions
{
    /// <summary>Submits a machine with a package that is known to be bad.</summary>
    public static async Task<string> SubmitMachineAsync(SignedClient client, string name = "web-1")
    {
        var answer = await client.CallAsync("SubmitInventory", new { inventory = Convert.ToBase64String(InventoryEncoder.Encode(Machine())), resource = new { name } });
        Assert.Equal(200, answer.Status);
        return answer.Body.GetProperty("resourceId").GetString()!;
    }

    public static Inventory Machine() => new()
    {
        Artifact = new ArtifactIdentity(ArtifactKind.Directory, "/srv/root"),
        OperatingSystem = new OperatingSystem { Ecosystem = "Debian", Release = "12", Id = "debian" },
        Packages = [Package("bash", "1.0-1"), Package("curl", "1.0-1"), Package("openssl", "1.0-1"), Package("sudo", "1.0-1")],
    };

    private static Package Package(string name, string version) => new()
    {
        Coordinate = new Coordinate { Ecosystem = "Debian", Release = "12", Name = name, Version = version, Arch = "amd64", SourceName = name, SourceVersion = version },
        Purl = PackageUrl.Parse($"pkg:deb/debian/{name}@{version}?arch=amd64"),
        Evidence = [new Evidence("var/lib/dpkg/status")],
    };
}
