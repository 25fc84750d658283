using System.Collections.Frozen;
using Vigil.Domain.Findings;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability;

/// <summary>Severity of an open port, by the service that usually listens on it; the table of Amazon Inspector's documentation of network findings.</summary>
internal static class PortServices
{
    private static readonly FrozenDictionary<(Transport Transport, ushort Port), Grade> Grades = Table();

    /// <summary>Severity from an internet gateway, and from anywhere else.</summary>
    private readonly record struct Grade(FindingSeverity Internet, FindingSeverity Open);

    /// <summary>The highest severity of a port in a range.</summary>
    public static FindingSeverity SeverityOf(Transport transport, ushort first, ushort last, bool fromInternet)
    {
        var highest = FindingSeverity.Informational;
        foreach (var (key, grade) in Grades)
        {
            if (key.Transport == transport && first <= key.Port && key.Port <= last)
            {
                var severity = fromInternet ? grade.Internet : grade.Open;
                highest = severity > highest ? severity : highest;
            }
        }

        return highest;
    }

    private static FrozenDictionary<(Transport Transport, ushort Port), Grade> Table()
    {
        var grades = new Dictionary<(Transport, ushort), Grade>();
        void Add(Grade grade, ReadOnlySpan<ushort> tcp, ReadOnlySpan<ushort> udp)
        {
            foreach (var port in tcp)
            {
                grades[(Transport.Tcp, port)] = grade;
            }

            foreach (var port in udp)
            {
                grades[(Transport.Udp, port)] = grade;
            }
        }

        var high = new Grade(FindingSeverity.High, FindingSeverity.Medium);
        var remote = new Grade(FindingSeverity.Medium, FindingSeverity.Low);
        var medium = new Grade(FindingSeverity.Medium, FindingSeverity.Informational);
        var web = new Grade(FindingSeverity.Low, FindingSeverity.Informational);
        Add(high, [21, 23, 515], [21, 23]); // FTP, Telnet, printing
        Add(remote, [22, 3389], [22, 3389]); // SSH, RDP
        Add(medium, [67, 68, 546, 547], [67, 68, 546, 547]); // DHCP
        Add(medium, [9200, 9300], []); // Elasticsearch
        Add(medium, [3268, 3269], []); // global catalog
        Add(medium, [88, 464, 543, 544, 749, 751], [88, 464, 749, 750, 751, 752]); // Kerberos
        Add(medium, [389, 636], [389]); // LDAP
        Add(medium, [27017, 27018, 27019, 28017], []); // MongoDB
        Add(medium, [3306], []); // MySQL
        Add(medium, [137, 139], [137, 138]); // NetBIOS
        Add(medium, [111, 1110, 2049, 4045], [111, 1110, 2049, 4045]); // NFS
        Add(medium, [1521, 1630], []); // Oracle
        Add(medium, [5432], []); // PostgreSQL
        Add(medium, [111, 135, 530], [111, 135, 530]); // RPC
        Add(medium, [445], [445]); // SMB
        Add(medium, [1433], [1434]); // SQL Server
        Add(medium, [601], [514]); // syslog
        Add(medium, [42, 1512], [42, 1512]); // WINS
        Add(web, [80, 443], [80, 443]);
        return grades.ToFrozenDictionary();
    }
}
