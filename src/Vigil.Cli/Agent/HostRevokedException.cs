namespace Vigil.Cli.Agent;

/// <summary>The server does not know the key of this host any more. Trying again is of no use.</summary>
internal sealed class HostRevokedException(string message) : Exception(message);
