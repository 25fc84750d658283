using System.Collections.Frozen;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Groups of libraries that are not built by Maven and whose manifests do not name their group, so that only their artifact ids tell.</summary>
internal static class KnownGroups
{
    private static readonly FrozenDictionary<string, string> ByArtifact = new Dictionary<string, string>
    {
        ["activemq-all"] = "org.apache.activemq",
        ["ant"] = "org.apache.ant",
        ["asm"] = "org.ow2.asm",
        ["axis"] = "org.apache.axis",
        ["bcpg-jdk15on"] = "org.bouncycastle",
        ["bcpg-jdk18on"] = "org.bouncycastle",
        ["bcpkix-jdk15on"] = "org.bouncycastle",
        ["bcpkix-jdk18on"] = "org.bouncycastle",
        ["bcprov-jdk15on"] = "org.bouncycastle",
        ["bcprov-jdk18on"] = "org.bouncycastle",
        ["c3p0"] = "com.mchange",
        ["commons-beanutils"] = "commons-beanutils",
        ["commons-cli"] = "commons-cli",
        ["commons-codec"] = "commons-codec",
        ["commons-collections"] = "commons-collections",
        ["commons-configuration"] = "commons-configuration",
        ["commons-dbcp"] = "commons-dbcp",
        ["commons-digester"] = "commons-digester",
        ["commons-fileupload"] = "commons-fileupload",
        ["commons-httpclient"] = "commons-httpclient",
        ["commons-io"] = "commons-io",
        ["commons-lang"] = "commons-lang",
        ["commons-logging"] = "commons-logging",
        ["commons-net"] = "commons-net",
        ["commons-pool"] = "commons-pool",
        ["commons-validator"] = "commons-validator",
        ["dom4j"] = "org.dom4j",
        ["freemarker"] = "org.freemarker",
        ["groovy"] = "org.codehaus.groovy",
        ["groovy-all"] = "org.codehaus.groovy",
        ["h2"] = "com.h2database",
        ["hsqldb"] = "org.hsqldb",
        ["ivy"] = "org.apache.ivy",
        ["jdom"] = "org.jdom",
        ["jdom2"] = "org.jdom",
        ["json"] = "org.json",
        ["junit"] = "junit",
        ["kotlin-reflect"] = "org.jetbrains.kotlin",
        ["kotlin-stdlib"] = "org.jetbrains.kotlin",
        ["libthrift"] = "org.apache.thrift",
        ["log4j"] = "log4j",
        ["mockito-core"] = "org.mockito",
        ["mysql-connector-java"] = "mysql",
        ["okhttp"] = "com.squareup.okhttp3",
        ["okio"] = "com.squareup.okio",
        ["oro"] = "oro",
        ["postgresql"] = "org.postgresql",
        ["protobuf-java"] = "com.google.protobuf",
        ["serializer"] = "xalan",
        ["snakeyaml"] = "org.yaml",
        ["solr-core"] = "org.apache.solr",
        ["struts"] = "struts",
        ["testng"] = "org.testng",
        ["velocity"] = "org.apache.velocity",
        ["velocity-tools"] = "org.apache.velocity",
        ["xalan"] = "xalan",
        ["xercesImpl"] = "xerces",
        ["xml-apis"] = "xml-apis",
        ["xstream"] = "com.thoughtworks.xstream",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // families of one group whose artifacts begin alike
    private static readonly (string Prefix, string Group)[] Families =
    [
        ("hibernate-", "org.hibernate"),
        ("lucene-", "org.apache.lucene"),
        ("micrometer-", "io.micrometer"),
        ("spring-boot", "org.springframework.boot"),
        ("spring-cloud-", "org.springframework.cloud"),
        ("spring-data-", "org.springframework.data"),
        ("spring-security-", "org.springframework.security"),
        ("spring-integration-", "org.springframework.integration"),
        ("spring-batch-", "org.springframework.batch"),
        ("spring-", "org.springframework"),
    ];

    /// <summary>The group of an artifact, or empty.</summary>
    public static string Of(string artifact) => ByArtifact.GetValueOrDefault(artifact)
        ?? Array.Find(Families, family => artifact.StartsWith(family.Prefix, StringComparison.Ordinal)).Group
        ?? "";
}
