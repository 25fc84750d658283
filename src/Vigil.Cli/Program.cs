using System.CommandLine;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution;
using Vigil.Advisories.Signing;
using Vigil.Advisories.Store;
using Vigil.Cli;
using Vigil.Cli.Agent;
using Vigil.Cli.Batch;
using Vigil.Cli.Commands;
using Vigil.Cli.Commands.Reach;
using Vigil.Cli.Output;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Matching.Batch;

var root = new RootCommand("Vigil finds known vulnerabilities in hosts and container images, offline, with the reason for each.")
{
    ScanCommand.Create(),
    InventoryCommand.Create(),
    SbomCommand.Create(),
    ExplainCommand.Create(),
    VulnCommand.Create(),
    ReachCommand.Create(),
    DbCommand.Create(),
    AgentCommand.Create(),
    VersionCommand.Create(),
    CompletionCommand.Create(),
    BatchCommand.Create("purl", "Parse, build and validate package URLs: {\"test_type\",\"input\"} gives {\"output\"} or {\"error\"}", PurlAnswers.Answer),
    BatchCommand.Create("cvss", "Score CVSS vectors of versions 2.0 to 4.0: {\"vector\"} gives {\"valid\",\"base\",…,\"score\"}", CvssAnswers.Answer),
    BatchCommand.Create("match", "Match a package list against a small advisory set: {\"distro\",\"packages\",\"advisories\"} gives {\"matches\"}", MatchCase.Answer),
};

try
{
    var parsed = root.Parse(args);
    var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
}
catch (OperationCanceledException)
{
    return ExitCode.Interrupted;
}
catch (ArtifactException ex)
{
    return Terminal.Fail(ExitCode.ArtifactUnreadable, $"{ex.Message} ({ex.Code})");
}
catch (Exception ex) when (ex is StoreFormatException or PublishException or SignatureException)
{
    return Terminal.Fail(ExitCode.Database, ex.Message);
}
catch (HostRevokedException ex)
{
    return Terminal.Fail(ExitCode.Revoked, ex.Message);
}
catch (DistributionException ex)
{
    return Terminal.Fail(ExitCode.Download, ex.Message);
}
catch (FormatException ex)
{
    return Terminal.Fail(ExitCode.Usage, ex.Message);
}
catch (Exception ex)
{
    return Terminal.Fail(ExitCode.Internal, $"a fault in vigil itself, please report it: {ex}");
}
