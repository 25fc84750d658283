using Vigil.Advisories.Feeds.AlpineSecDb;
using Vigil.Advisories.Feeds.AmazonUpdateInfo;
using Vigil.Advisories.Feeds.ArchLinux;
using Vigil.Advisories.Feeds.AzureLinux;
using Vigil.Advisories.Feeds.DebianTracker;
using Vigil.Advisories.Feeds.EnterpriseLinux;
using Vigil.Advisories.Feeds.Epss;
using Vigil.Advisories.Feeds.ExploitDb;
using Vigil.Advisories.Feeds.Fedora;
using Vigil.Advisories.Feeds.GitHubAdvisories;
using Vigil.Advisories.Feeds.Kev;
using Vigil.Advisories.Feeds.Metasploit;
using Vigil.Advisories.Feeds.Nvd;
using Vigil.Advisories.Feeds.OracleLinux;
using Vigil.Advisories.Feeds.Osv;
using Vigil.Advisories.Feeds.PhotonOs;
using Vigil.Advisories.Feeds.RedHatSecurityData;
using Vigil.Advisories.Feeds.RedHatVex;
using Vigil.Advisories.Feeds.SuseVex;
using Vigil.Advisories.Feeds.UbuntuNotices;
using Vigil.Advisories.Feeds.UbuntuOval;
using Vigil.Advisories.Feeds.Windows;
using Vigil.Advisories.Feeds.WolfiSecDb;

namespace Vigil.Advisories.Feeds;

/// <summary>All feeds, one line each, in the order in which they are read: those that outrank others by <see cref="Precedence"/> first.</summary>
public static class FeedCatalog
{
    /// <summary>The feeds.</summary>
    public static IReadOnlyList<IFeed> All { get; } =
    [
        new DebianTrackerFeed(),
        new UbuntuOvalFeed(),
        new RedHatVexFeed(),
        new SuseVexFeed(),
        new OsvFeed(),
        new GitHubFeed(),
        new AlpineSecDbFeed(),
        WolfiSecDbFeed.Wolfi,
        WolfiSecDbFeed.Chainguard,
        new UbuntuNoticesFeed(),
        new AmazonFeed(),
        new FedoraFeed(),
        RebuildFeed.AlmaLinux,
        RebuildFeed.Rocky,
        new ArchFeed(),
        new PhotonFeed(),
        new AzureLinuxFeed(),
        new OracleLinuxFeed(),
        new RedHatFeed(),
        new WindowsFeed(),
        new NvdFeed(),
        new KevFeed(),
        new EpssFeed(),
        new ExploitDbFeed(),
        new MetasploitFeed(),
    ];
}
