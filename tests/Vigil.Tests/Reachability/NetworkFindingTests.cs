using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Domain.Scoring;
using Vigil.Reachability;
using Vigil.Reachability.Packets;
using Vigil.Tests.Support;

namespace Vigil.Tests.Reachability;

public sealed class NetworkFindingTests
{
    [Fact]
    public void A_finding_reads_as_the_service_writes_it()
    {
        var finding = NetworkFinding.Of(Assert.Single(new ReachabilityAnalysis(ChangeTests.Read("web", "")).Exposures));

        Assert.Equal("Port 443 is reachable from an Internet Gateway - TCP", finding.Title);
        Assert.Equal("On the instance i-1, the port range 443-443 is reachable from the InternetGateway igw-1 from an attached ENI eni-1.", finding.Description);
        Assert.Equal(FindingSeverity.Low, finding.Severity);
        Assert.Equal(
            ["AWS::EC2::InternetGateway", "AWS::EC2::NetworkAcl", "AWS::EC2::SecurityGroup", "AWS::EC2::NetworkInterface", "AWS::EC2::Instance"],
            finding.Steps.Select(step => step.Type));
    }

    [Fact]
    public void A_range_takes_the_highest_severity_in_it()
    {
        Assert.Equal(FindingSeverity.High, PortServices.SeverityOf(Transport.Tcp, 20, 25, fromInternet: true));
        Assert.Equal(FindingSeverity.Low, PortServices.SeverityOf(Transport.Tcp, 22, 22, fromInternet: false));
        Assert.Equal(FindingSeverity.Informational, PortServices.SeverityOf(Transport.Tcp, 8001, 8001, fromInternet: true));
    }

    [Fact]
    public void Severities_are_those_of_the_shared_table()
    {
        var path = Repository.Shared is null ? "" : Path.Combine(Repository.Shared, "spec", "network-severity.json");
        Assert.SkipUnless(File.Exists(path), "shared/spec is not beside this checkout");
        using var table = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var service in table.RootElement.GetProperty("services").EnumerateArray())
        {
            foreach (var (member, transport) in new[] { ("tcp", Transport.Tcp), ("udp", Transport.Udp) })
            {
                foreach (var port in service.GetProperty(member).EnumerateArray().Select(port => port.GetUInt16()))
                {
                    Assert.Equal(service.GetProperty("internet").GetString(), FindingWords.Severity[PortServices.SeverityOf(transport, port, port, fromInternet: true)]);
                    Assert.Equal(service.GetProperty("open").GetString(), FindingWords.Severity[PortServices.SeverityOf(transport, port, port, fromInternet: false)]);
                }
            }
        }
    }

    [Theory]
    [InlineData("web", "i-1", ReachableFrom.Internet)]
    [InlineData("vpn", "i-1", ReachableFrom.Peered)]
    [InlineData("nlb", "i-1", ReachableFrom.Internet)]
    [InlineData("web", "i-9", ReachableFrom.NotAssessed)]
    public void Exposure_is_told_in_the_words_of_risk_scores(string network, string instance, ReachableFrom expected) =>
        Assert.Equal(expected, new ReachabilityAnalysis(ChangeTests.Read(network, "")).ReachableFrom(instance));

    [Fact]
    public void An_instance_that_nobody_reaches_has_no_open_path() =>
        Assert.Equal(ReachableFrom.None, new ReachabilityAnalysis(ChangeTests.Read("web", "SecurityGroups=[]")).ReachableFrom("i-1"));
}
