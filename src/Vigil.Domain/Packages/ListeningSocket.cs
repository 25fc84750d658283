namespace Vigil.Domain.Packages;

/// <summary>A socket of a host that waits for packets, and the process behind it.</summary>
/// <param name="Protocol"><c>TCP</c> or <c>UDP</c>.</param>
/// <param name="Address">Local address in its usual spelling: <c>0.0.0.0</c> and <c>::</c> for all of the host, <c>127.0.0.1</c> and <c>::1</c> for none that others reach.</param>
/// <param name="Port">0 to 65535.</param>
/// <param name="ProcessName">The process as the kernel names it, <c>nginx</c>; empty when it could not be seen.</param>
/// <param name="ExecutablePath">Its program, <c>/usr/sbin/nginx</c>; empty when it could not be seen.</param>
/// <param name="Package">Name of the package that owns the program; empty when none does, or the program could not be seen.</param>
public sealed record ListeningSocket(string Protocol, string Address, ushort Port, string ProcessName = "", string ExecutablePath = "", string Package = "");
