using System.Text.Json;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.AmazonUpdateInfo;

/// <summary>The extras topics of Amazon Linux 2, as its catalogue lists them.</summary>
internal static class AmazonExtras
{
    private const string Catalogue = "2/extras-catalog.json";

    // For mirrors without a catalogue: the topics as of 2025, when Amazon had stopped adding any.
    private static readonly string[] Known =
    [
        "BCC", "GraphicsMagick1.3", "R3.4", "R4", "ansible2", "aws-nitro-enclaves-cli", "awscli1", "collectd", "collectd-python3", "corretto8", "dnsmasq",
        "dnsmasq2.85", "docker", "dotnet", "ecs", "emacs", "epel", "firefox", "gimp", "golang1.11", "golang1.19", "golang1.9", "haproxy2", "httpd_modules",
        "java-openjdk11", "kernel-5.10", "kernel-5.15", "kernel-5.4", "kernel-ng", "libreoffice", "livepatch", "lustre", "lustre2.10", "lynis",
        "mariadb10.5", "mate-desktop1.x", "memcached1.5", "mock", "mock2", "mono", "nano", "nginx1", "nginx1.12", "nginx1.22.1", "php7.2", "php7.3",
        "php7.4", "php8.0", "php8.1", "php8.2", "postgresql10", "postgresql11", "postgresql12", "postgresql13", "postgresql14", "postgresql9.6",
        "python3", "python3.8", "redis4.0", "redis6", "ruby2.4", "ruby2.6", "ruby3.0", "rust1", "selinux-ng", "squid4", "testing", "tomcat8.5", "tomcat9",
        "unbound1.13", "unbound1.17", "vim", "zabbix5.0",
    ];

    /// <summary>The topics.</summary>
    public static async Task<IReadOnlyList<string>> TopicsAsync(FeedFetch fetch, CancellationToken cancellation)
    {
        var catalogue = await fetch.LoadAsync(fetch.AddressOf(Catalogue), cancellation);
        try
        {
            return catalogue is null ? Known : Parse(catalogue);
        }
        catch (Exception ex) when (ex is JsonException or FormatException or InvalidOperationException)
        {
            fetch.ReportRefused(Catalogue, ex.Message);
            return Known;
        }
    }

    // {"topics":[{"n":"docker","inst":["docker"],…}]}
    private static List<string> Parse(ReadOnlySpan<byte> json)
    {
        var topics = new List<string>();
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (!reader.ValueTextEquals("topics"u8))
            {
                reader.SkipValue();
                continue;
            }

            for (var has = reader.EnterArray(); has && reader.NextObject();)
            {
                while (reader.NextMember())
                {
                    if (reader.ValueTextEquals("n"u8))
                    {
                        topics.Add(reader.NextText());
                    }
                    else
                    {
                        reader.SkipValue();
                    }
                }
            }
        }

        topics.RemoveAll(topic => topic.Length == 0 || topic.AsSpan().IndexOfAny('/', '\\') >= 0 || topic == "..");
        return topics;
    }
}
