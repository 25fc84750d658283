using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Scanning.Artifacts;
using Vigil.Server.Hosting;
using Vigil.Server.Submissions;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Disks;

/// <summary>Scans a mounted volume: the root file system of a machine that has no agent.</summary>
internal sealed class DiskLook(AllowedPlaces allowed, ScanIntake intake, ResourceRegister register, Sightings sightings, IOptions<ServerOptions> options, TimeProvider clock) : ISourceLook
{
    public IReadOnlyCollection<SourceKind> Kinds => [SourceKind.Disk];

    public IReadOnlyCollection<string> Work => [];

    public async Task LookAsync(OpenSource source, WorkLane lane, CancellationToken stopping)
    {
        var machine = MachineOf(source);
        var path = allowed.Find(source.Setup.Address);
        // a disk that is not there is no machine that is gone: what was found stands
        if (path is null)
        {
            register.Put(machine, ScanType.Package, ScanStatusReason.NoInventory, ScanMode.Agentless);
            throw new WorkException($"{source.Setup.Address} is no directory in one of those that Vigil:Sources:Roots allows");
        }

        sightings.See(source, new Found("/", "disk", machine));
        var takenAt = clock.GetUtcNow();
        await using var disk = ArtifactSource.OpenDirectory(path);
        var inventory = await ScanIntake.ScanAsync(disk, stopping);
        intake.Take(new Submission(Complete(machine, inventory), inventory) { ScanMode = ScanMode.Agentless, TakenAt = takenAt });
        sightings.Scanned(source, "/", "disk", inventory.Diagnostics.Items.FirstOrDefault(one => !one.Code.IsNotice)?.Message ?? "");
    }

    private static Resource Complete(Resource machine, Inventory inventory) => machine with { Machine = new Machine { OperatingSystem = inventory.OperatingSystem?.Platform ?? "" } };

    private Resource MachineOf(OpenSource source) => new()
    {
        Account = source.Account,
        Type = ResourceType.AwsEc2Instance,
        Region = options.Value.Region,
        Id = source.Setup.ResourceId.Length > 0 ? source.Setup.ResourceId : $"i-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.ToString())))[..17]}",
        Tags = [.. source.Setup.Tags.SetItem("Name", source.Setup.Tags.GetValueOrDefault("Name", source.Name)).Select(tag => new Tag(tag.Key, tag.Value))],
        Machine = new Machine(),
    };
}
