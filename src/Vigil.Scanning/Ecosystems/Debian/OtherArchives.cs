using System.Collections.Frozen;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Packages of dpkg that the distribution did not build: its advisories do not speak of them, even where the name is the same.</summary>
/// <remarks>
/// dpkg does not record the archive a package came from, and maintainers of Debian have addresses of every kind. So a package counts as the
/// distribution's own unless something says otherwise: a field <c>Origin</c> (deb-control(5)) that names another, a field <c>Vendor</c>, which Debian's
/// tools do not write and those of others do, the maintainer of a known vendor, or a mark that a known archive puts into versions.
/// No package of Debian 12 (main) has any of these.
/// </remarks>
internal static class OtherArchives
{
    private static readonly FrozenSet<string> DistributionOrigins =
        new[] { "debian", "ubuntu", "raspbian" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // domains of the addresses of maintainers; a subdomain counts as its domain
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> VendorDomains =
        """
        1password.com amazon.com anydesk.com azul.com bell-sw.com brave.com broadcom.com chef.io citusdata.com clickhouse.com cloudflare.com confluent.io
        couchbase.com crowdstrike.com datadoghq.com docker.com dropbox.com eclipse.org elastic.co elasticsearch.com erlang-solutions.com f5.com github.com
        gitlab.com grafana.com haproxy.com hashicorp.com icinga.com influxdata.com jetbrains.com kubernetes.io mariadb.com mariadb.org microsoft.com
        mongodb.com mozilla.com neo4j.com netdata.cloud newrelic.com nginx.com nodesource.com openvpn.net opera.com oracle.com percona.com perforce.com
        phusion.nl plex.tv proxmox.com puppet.com puppetlabs.com qualys.com rabbitmq.com rapid7.com redis.com redis.io signal.org slack-corp.com splunk.com
        spotify.com sublimetext.com sysdig.com tailscale.com teamviewer.com timescale.com varnish-software.com virtualbox.org vivaldi.com vmware.com
        wazuh.com zabbix.com zoom.us
        """
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    // maintainers without an address of their own, or at a domain where maintainers of Debian have theirs too
    private static readonly string[] VendorMaintainers =
        ["cudatools@nvidia.com", "chrome-packager@google.com", "code.google.com/p/google-cloud-sdk", "kubernetes-dev+release@googlegroups.com"];

    // archives that build the distribution's own packaging, under the names of its maintainers: apt.postgresql.org, packages.sury.org,
    // deb-multimedia.org, mariadb.org, nodesource.com; the last is the convention of personal archives on Launchpad
    private static readonly string[] VersionMarks = [".pgdg", ".sury.org", "~1.gbp", "-dmo", "+maria~", "nodesource", "~ppa"];

    /// <summary>Whether another archive than the distribution's built the package.</summary>
    public static bool Built(PackageFact package) =>
        (package.Origin.Length > 0 && !DistributionOrigins.Contains(package.Origin))
        || IsVendor(package.Vendor)
        || VersionMarks.Any(mark => package.Version.Contains(mark, StringComparison.Ordinal));

    private static bool IsVendor(string maintainer)
    {
        var domain = maintainer.AsSpan(maintainer.LastIndexOf('@') + 1).TrimEnd("> ");
        for (var dot = 0; dot >= 0; dot = domain.IndexOf('.'))
        {
            domain = dot > 0 ? domain[(dot + 1)..] : domain;
            if (VendorDomains.Contains(domain))
            {
                return true;
            }
        }

        return VendorMaintainers.Any(known => maintainer.Contains(known, StringComparison.OrdinalIgnoreCase));
    }
}
