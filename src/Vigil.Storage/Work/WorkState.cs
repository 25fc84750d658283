namespace Vigil.Storage.Work;

/// <summary>How work stands.</summary>
/// <param name="Item">The work, with the time at which it is due.</param>
/// <param name="IsHeld">Whether somebody is at it; it is then due when nothing more is heard of them.</param>
/// <param name="Attempts">Attempts since it was last done.</param>
/// <param name="Error">Why the last attempt failed; empty when it did not.</param>
public sealed record WorkState(WorkItem Item, bool IsHeld, int Attempts, string Error);
