using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Registries;

namespace Vigil.Tests.Artifacts.Registries;

public sealed class DockerConfigTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly List<Diagnostic> _diagnostics = [];

    [Theory]
    [InlineData("""{"auths":{"r.example":{"auth":"dXNlcjpwYTpzcw=="} } }""", "r.example")]
    [InlineData("""{"auths":{"https://r.example/v2/":{"username":"user","password":"pa:ss"} } }""", "r.example")]
    [InlineData("""{"auths":{"https://index.docker.io/v1/":{"auth":"dXNlcjpwYTpzcw=="} } }""", "docker.io")]
    public void Credentials_of_docker_login_are_found(string json, string registry)
    {
        Assert.Equal(new RegistryCredentials("user", "pa:ss"), Find(json, registry));
        Assert.Null(Find(json, "other.example"));
        Assert.Empty(_diagnostics);
    }

    [Theory]
    [InlineData("""{"credsStore":"desktop"}""")]
    [InlineData("""{"credHelpers":{"r.example":"ecr-login"} }""")]
    public void A_credential_helper_is_reported_and_not_run(string json)
    {
        Assert.Null(Find(json, "r.example"));
        Assert.Equal(ArtifactCodes.CredentialHelperIgnored, Assert.Single(_diagnostics).Code);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"r.example":{"auth":"%%%"} } }""")]
    [InlineData("""{"auths":7}""")]
    public void A_configuration_that_cannot_be_read_gives_nobody(string json)
    {
        Assert.Null(Find(json, "r.example"));
    }

    [Fact]
    public void A_challenge_names_the_server_of_tokens()
    {
        var challenge = AuthenticationChallenge.Parse("Bearer", "realm=\"https://auth.example/token\",service=\"r.example\", scope=\"repository:a:pull,push\"");

        Assert.Equal(new AuthenticationChallenge("Bearer", "https://auth.example/token", "r.example", "repository:a:pull,push"), challenge);
    }

    public void Dispose() => File.Delete(_path);

    private RegistryCredentials? Find(string json, string registry)
    {
        File.WriteAllText(_path, json);
        return DockerConfig.Find(_path, registry, _diagnostics);
    }
}
