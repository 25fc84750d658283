namespace Vigil.Storage.Work;

/// <summary>Work that a process has taken.</summary>
/// <param name="Item">The work.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Attempts">The how many-th attempt this is, from one up.</param>
public sealed record HeldWork(WorkItem Item, string Holder, int Attempts);
