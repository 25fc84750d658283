using Vigil.Domain.Packages;
using Vigil.Domain.Scoring;

namespace Vigil.Domain.Findings;

/// <summary>A socket on which a process waits, and an open path by which clients outside get packets to it.</summary>
/// <param name="Socket">The socket, with its process and the package that owns the program.</param>
/// <param name="From"><see cref="ReachableFrom.Internet"/> or <see cref="ReachableFrom.Peered"/>.</param>
/// <param name="Clients">The clients that get through, as blocks; <c>0.0.0.0/0</c> for all.</param>
/// <param name="Path">The open ports and the components along the path.</param>
public sealed record ReachedSocket(ListeningSocket Socket, ReachableFrom From, string Clients, OpenPath Path);
