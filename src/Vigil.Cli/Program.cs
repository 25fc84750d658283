using System.CommandLine;
using Vigil.Cli.Commands;

var root = new RootCommand("Vigil finds known vulnerabilities in hosts and container images, offline, with the reason for each.")
{
    VersionCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
