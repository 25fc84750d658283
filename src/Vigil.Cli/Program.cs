using System.CommandLine;

var root = new RootCommand("Vigil finds known vulnerabilities in hosts and container images, offline, with the reason for each.");
return await root.Parse(args).InvokeAsync();
