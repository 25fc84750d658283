using System.Text;
using System.Text.Json.Nodes;
using Vigil.Advisories.Distribution;
using Vigil.Advisories.Signing;

namespace Vigil.Tests.Advisories.Distribution;

public sealed class GenerationManifestTests
{
    private static readonly string First = new('1', 64), Second = new('2', 64), Third = new('3', 64);

    private static readonly GenerationManifest Manifest = new()
    {
        Generation = Third,
        SizeBytes = 5_000_000,
        Pieces = [Blob('a', 1000), Blob('b', 1000)],
        Deltas = [new DeltaBlob(First, Second, Blob('c', 900)), new DeltaBlob(Second, Third, Blob('d', 800))],
    };

    [Fact]
    public void A_manifest_is_written_and_read()
    {
        using var key = SigningKey.Create();
        var signed = Manifest with
        {
            Signature = key.Sign(SignedContent.Generation, Third),
            Exploits = new ExploitBlob(First, key.Sign(SignedContent.ExploitTable, First), Blob('e', 10)),
        };

        var read = GenerationManifestReader.Read(signed.ToJson());

        Assert.Equal(signed.ToJson(), read.ToJson());
        Assert.Equal(signed.Signature, read.Signature);
        Assert.Equal(signed.Exploits, read.Exploits);
        Assert.Equal(signed.Pieces, read.Pieces);
        Assert.Equal(signed.Deltas, read.Deltas);
    }

    [Fact]
    public void The_way_begins_at_the_newest_generation_that_is_kept()
    {
        Assert.Equal(Manifest.Deltas, Manifest.ChainFrom([First]));
        Assert.Equal(Manifest.Deltas[1..], Manifest.ChainFrom([First, Second]));
        Assert.Empty(Manifest.ChainFrom(["unknown"]));
        Assert.Empty((Manifest with { Pieces = [Blob('a', 1700)] }).ChainFrom([First]));
        Assert.Empty((Manifest with { Deltas = [Manifest.Deltas[0]] }).ChainFrom([First]));
    }

    [Theory]
    [InlineData("layers", "[]")]
    [InlineData("layers", "{}")]
    [InlineData("layers", """[{"mediaType":"application/vnd.vigil.generation.piece.v1+brotli","digest":"sha256:../../etc/passwd","size":1}]""")]
    [InlineData("layers", """[{"mediaType":"application/vnd.vigil.generation.piece.v1+brotli","digest":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":-1}]""")]
    [InlineData("layers", """[{"mediaType":"application/vnd.vigil.generation.piece.v1+brotli","digest":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":1e12}]""")]
    [InlineData("layers", """[{"mediaType":"application/vnd.vigil.generation.delta.v1+brotli","digest":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":1}]""")]
    [InlineData("artifactType", "\"application/vnd.example\"")]
    [InlineData("artifactType", "7")]
    [InlineData("annotations", "{}")]
    [InlineData("annotations", "[]")]
    [InlineData("annotations", """{"dev.vigil.generation":"../x","dev.vigil.size":"1"}""")]
    [InlineData("annotations", """{"dev.vigil.generation":"3333333333333333333333333333333333333333333333333333333333333333","dev.vigil.size":"99999999999"}""")]
    [InlineData("annotations", """{"dev.vigil.generation":"3333333333333333333333333333333333333333333333333333333333333333","dev.vigil.size":"1","dev.vigil.signature":"no"}""")]
    public void What_is_no_generation_is_refused(string member, string value)
    {
        var json = JsonNode.Parse(Manifest.ToJson())!.AsObject(); // it is an object
        json[member] = JsonNode.Parse(value);

        Assert.Throws<DistributionException>(() => GenerationManifestReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public void What_is_no_manifest_is_refused(string text) =>
        Assert.Throws<DistributionException>(() => GenerationManifestReader.Read(Encoding.UTF8.GetBytes(text)));

    private static ArtifactBlob Blob(char digit, long size) => new("sha256:" + new string(digit, 64), size);
}
