using System.Text;
using FsCheck.Xunit;
using Vigil.Server.Sources.Registries;

namespace Vigil.Tests.Server.Sources;

public sealed class RegistryEventsTests
{
    private static readonly string Digest = $"sha256:{new string('a', 64)}";

    [Fact]
    public void Docker_Distribution_tells_of_pushes_pulls_and_deletions()
    {
        var events = Read($$"""
            {"events":[
              {"action":"push","timestamp":"2026-11-24T10:00:00.5Z","target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{Digest}}","repository":"team/app","tag":"1"} },
              {"action":"pull","target":{"digest":"{{Digest}}","repository":"team/app"},"request":{"useragent":"docker/27"} },
              {"action":"pull","target":{"digest":"{{Digest}}","repository":"team/app"},"request":{"useragent":"vigil"} },
              {"action":"push","target":{"mediaType":"application/octet-stream","digest":"{{Digest}}","repository":"team/app"} },
              {"action":"delete","target":{"repository":"team/app","tag":"1"} },
              {"action":"push","target":{"digest":"{{Digest}}","repository":"../etc"} }]}
            """);

        Assert.Equal([RegistryAction.Push, RegistryAction.Pull, RegistryAction.Delete], events.Select(one => one.Action));
        Assert.Equal(new RegistryEvent(RegistryAction.Push, "team/app", Digest, new DateTimeOffset(2026, 11, 24, 10, 0, 0, 500, TimeSpan.Zero)), events[0]);
    }

    [Theory]
    [InlineData("PUSH_ARTIFACT", "Push")]
    [InlineData("PULL_ARTIFACT", "Pull")]
    [InlineData("DELETE_ARTIFACT", "Delete")]
    public void Harbor_tells_of_artifacts(string type, string action)
    {
        var events = Read($$"""{"type":"{{type}}","occur_at":1795521600,"operator":"admin","event_data":{"resources":[{"digest":"{{Digest}}","tag":"1"}],"repository":{"name":"app","repo_full_name":"team/app"} } }""");

        Assert.Equal(new RegistryEvent(Enum.Parse<RegistryAction>(action), "team/app", Digest, DateTimeOffset.FromUnixTimeSeconds(1795521600)), Assert.Single(events));
    }

    [Fact]
    public void Harbor_tells_of_artifacts_as_cloud_events()
    {
        var events = Read($$"""{"specversion":"1.0","type":"harbor.artifact.pushed","time":"2026-11-24T10:00:00Z","data":{"resources":[{"digest":"{{Digest}}"}],"repository":{"repo_full_name":"team/app"} } }""");

        Assert.Equal(RegistryAction.Push, Assert.Single(events).Action);
    }

    [Fact]
    public void ECR_tells_of_what_succeeded()
    {
        var push = $$"""{"detail-type":"ECR Image Action","source":"aws.ecr","time":"2026-11-24T10:00:00Z","detail":{"result":"SUCCESS","repository-name":"team/app","image-digest":"{{Digest}}","action-type":"PUSH","image-tag":"1"} }""";

        Assert.Equal(new RegistryEvent(RegistryAction.Push, "team/app", Digest, new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero)), Assert.Single(Read(push)));
        Assert.Empty(Read(push.Replace("SUCCESS", "FAILURE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"detail-type":"ECR Image Scan"}""")]
    public void Anything_else_is_refused(string message) => Assert.Throws<FormatException>(() => Read(message));

    [Property]
    public void Whatever_is_sent_is_read_or_refused(byte[] noise, string text)
    {
        foreach (var message in new[] { noise, Encoding.UTF8.GetBytes($$"""{"events":[{"action":{{System.Text.Json.JsonSerializer.Serialize(text)}},"target":[1]}]}""") })
        {
            try
            {
                RegistryEvents.Read(message);
            }
            catch (FormatException)
            {
                // refused
            }
        }
    }

    private static IReadOnlyList<RegistryEvent> Read(string message) => RegistryEvents.Read(Encoding.UTF8.GetBytes(message));
}
