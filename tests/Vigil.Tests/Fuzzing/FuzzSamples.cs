using System.IO.Compression;
using System.Text;
using Vigil.Scanning.Sbom;
using Vigil.Tests.Sbom;

namespace Vigil.Tests.Fuzzing;

/// <summary>Sound inputs that are no files of an artifact: bills of materials, VEX, a policy, package URLs, versions.</summary>
internal static class FuzzSamples
{
    /// <summary>A bill of materials in each format that is written, and in those that are only read.</summary>
    public static IReadOnlyList<(string Format, byte[] Document)> Sboms { get; } =
    [
        .. SbomFormats.All.Select(format => (format.Name, Written(format))),
        ("syft", """
            {"artifacts":[{"name":"musl","version":"1.2.4-r1","type":"apk","purl":"pkg:apk/alpine/musl@1.2.4-r1?distro=alpine-3.18.4","locations":[{"path":"/lib/apk/db/installed","layerID":"sha256:aa"}],
            "metadata":{"originPackage":"musl","architecture":"x86_64"}}],"source":{"type":"image","target":{"userInput":"shop:1"}},"distro":{"id":"alpine","versionID":"3.18.4"},"schema":{"version":"16.0.0"}}
            """u8.ToArray()),
        ("purls", "pkg:npm/%40babel/core@7.0.0\npkg:deb/debian/curl@7.88.1-10?distro=debian-12\n# comment\n"u8.ToArray()),
    ];

    public static IReadOnlyList<(string Path, byte[] Bytes)> Vex { get; } =
    [
        ("openvex", """{"@context":"https://openvex.dev/ns/v0.2.0","timestamp":"2026-01-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2026-0001","aliases":["GHSA-x"]},"products":[{"@id":"pkg:oci/shop","subcomponents":[{"@id":"pkg:deb/debian/libssl3"}]}],"status":"not_affected","justification":"component_not_present"}]}"""u8.ToArray()),
        ("attested", """{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"00"}}],"predicate":{"@context":"https://openvex.dev/ns","statements":[{"vulnerability":"CVE-1","status":"fixed"}]}}"""u8.ToArray()),
        ("cyclonedx", """{"bomFormat":"CycloneDX","components":[{"bom-ref":"c-1","purl":"pkg:deb/debian/libssl3"}],"vulnerabilities":[{"id":"CVE-1","analysis":{"state":"not_affected","detail":"x"},"affects":[{"ref":"c-1"}]}]}"""u8.ToArray()),
        ("csaf", """{"document":{"tracking":{"id":"V","status":"final","current_release_date":"2026-01-01T00:00:00Z"}},"product_tree":{"branches":[{"branches":[{"product":{"product_id":"D"}}]}],"full_product_names":[{"product_id":"S","name":"s","product_identification_helper":{"purl":"pkg:deb/debian/s"}}],"relationships":[{"category":"default_component_of","product_reference":"S","relates_to_product_reference":"D","full_product_name":{"product_id":"D:S","name":"x"}}]},"vulnerabilities":[{"cve":"CVE-1","product_status":{"known_not_affected":["D:S"]}}]}"""u8.ToArray()),
    ];

    /// <summary>A zip with packed and stored entries, one of them a zip.</summary>
    public static byte[] Function { get; } = Zip(("node_modules/a/package.json", """{"name":"a","version":"1.0.0"}"""u8.ToArray()), ("lib/b.zip", Zip(("Cargo.lock", "[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n"u8.ToArray()))));

    public static byte[] Policy { get; } = """
        ignore:
          - id: CVE-2021-44228
            package: log4j-core
            path: app/*
            reason: lookups are disabled
            owner: team-platform
            expires: 2026-12-31
          - package: openssl
            reason: replaced next quarter
            until-fixed: true
        gates:
          - name: critical
            severity: critical
            fixable: true
          - score: 9
          - epss: 0.5
        vex: [vex]
        """u8.ToArray();

    public static IReadOnlyList<(string Path, byte[] Bytes)> Purls { get; } = Texts(
        "pkg:npm/%40babel/core@7.0.0", "pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12", "pkg:golang/github.com/a/b@v1.0.0#x/y",
        "pkg:maven/org.apache/commons@1?classifier=all&type=jar", "pkg:generic/openssl@1.1.1?checksum=sha256:00&vcs_url=git%2Bhttps://x");

    public static IReadOnlyList<(string Path, byte[] Bytes)> Versions { get; } = Texts(
        "1:2.30.2-1+deb11u2~bpo1\n2.30.2-1ubuntu1", "1.0.0-rc.1+build.5\nv1.0.1-0.20210101000000-abcdef123456", "1!2.0.post1.dev3+local.1\n2.0a1",
        "1.2.4_rc1-r3\n1.2.4_p5-r0", "1.0-alpha-1-SNAPSHOT\n1.0.0.Final", "bash-0:5.1.8-6.el9.x86_64\n5.1^git-1", "dev-master\n^1.2 || ~2.3");

    private static (string Path, byte[] Bytes)[] Texts(params string[] texts) => [.. texts.Select(text => ("text", Encoding.UTF8.GetBytes(text)))];

    private static byte[] Zip(params (string Path, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, bytes) in entries)
            {
                using var entry = zip.CreateEntry(path, path.EndsWith(".zip", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Written(SbomFormat format)
    {
        using var stream = new MemoryStream();
        var inventory = Samples.DebianImage with { Packages = [.. Samples.DebianImage.Packages.Items.TakeLast(1)] };
        format.Write(new SbomDocument(inventory, Samples.Noon), stream);
        return stream.ToArray();
    }
}
