namespace Vigil.Scanning.Sbom.Spdx;

/// <summary>SPDX as lines of a tag and a value.</summary>
internal sealed class SpdxTagValue(TextWriter text) : SpdxOutput
{
    public override void BeginDocument(SpdxHeader header)
    {
        Line("SPDXVersion", "SPDX-2.3");
        Line("DataLicense", "CC0-1.0");
        Line("SPDXID", SpdxDocument.DocumentId);
        Line("DocumentName", header.Name);
        Line("DocumentNamespace", header.Namespace);
        Line("Creator", "Tool: " + header.Tool);
        Line("Created", header.Created);
    }

    public override void Package(SpdxPackage package)
    {
        text.WriteLine();
        Line("PackageName", package.Name);
        Line("SPDXID", package.Id);
        Line("PackageVersion", package.Version);
        Line("PackageSupplier", package.Supplier);
        Line("PackageDownloadLocation", SpdxDocument.NoAssertion);
        Line("PrimaryPackagePurpose", package.Purpose);
        Line("FilesAnalyzed", "false");
        Block("PackageSourceInfo", package.SourceInfo);
        Line("PackageLicenseConcluded", SpdxDocument.NoAssertion);
        Line("PackageLicenseDeclared", package.LicenseDeclared);
        Block("PackageLicenseComments", package.LicenseComments);
        Line("PackageCopyrightText", SpdxDocument.NoAssertion);
        Line("ExternalRef", package.Purl.Length > 0 ? "PACKAGE-MANAGER purl " + package.Purl : "");
        Block("PackageComment", package.Comment);
    }

    public override void BeginRelationships() => text.WriteLine();

    public override void Relationship(string from, string type, string to) => Line("Relationship", $"{from} {type} {to}");

    public override void EndDocument()
    {
        // nothing stands at the end
    }

    private void Line(string tag, string value)
    {
        if (value.Length > 0)
        {
            text.Write(tag);
            text.Write(": ");
            text.WriteLine(value.ReplaceLineEndings(" "));
        }
    }

    private void Block(string tag, string value)
    {
        if (value.Length > 0)
        {
            text.Write(tag);
            text.Write(": <text>");
            text.Write(value.Replace("</text>", "</ text>", StringComparison.Ordinal));
            text.WriteLine("</text>");
        }
    }
}
