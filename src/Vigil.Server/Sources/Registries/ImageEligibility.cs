using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Server.Settings;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Registries;

/// <summary>Ends the watching of images whose window lapsed, and takes it up again when they are used or pushed again; a longer window alone revives none.</summary>
internal sealed class ImageEligibility(Sightings sightings, AccountSettings accounts, Organization organization, ResourceRegister register, WorkList list, TimeProvider clock)
{
    /// <summary>Looks at the images of a part of a source.</summary>
    public void Apply(OpenSource source, string part)
    {
        var window = WindowOf(source.Account);
        var now = clock.GetUtcNow();
        foreach (var (key, image) in sightings.Of(source, part))
        {
            var holds = window.Holds(image, now);
            if (!holds && image.ExpiredAt is null)
            {
                register.SetStatus(source.Account, image.ResourceId, ScanType.Package, ScanStatusReason.ScanEligibilityExpired);
                sightings.Change(source, key, before => before with { ExpiredAt = now });
            }
            else if (holds && image.ExpiredAt is { } expired && (image.PulledAt > expired || image.PushedAt > expired))
            {
                register.SetStatus(source.Account, image.ResourceId, ScanType.Package, ScanStatusReason.PendingRevivalScan);
                sightings.Change(source, key, before => before with { ExpiredAt = null, Scanned = "" });
                list.Ask(new WorkItem(ImageWorker.WorkKind, source.Account, $"{source.Name}/{key}"));
            }
        }
    }

    // that of the administrator counts for its members
    private RescanWindow WindowOf(AccountId account) => RescanWindow.Of(accounts.Of(organization.AdministratorOf(account) ?? account));
}
