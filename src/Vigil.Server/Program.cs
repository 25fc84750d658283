using Vigil.Server.Hosting;

return await ServerProcess.RunAsync(args);
