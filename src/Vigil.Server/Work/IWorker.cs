using Vigil.Storage.Work;

namespace Vigil.Server.Work;

/// <summary>Does one kind of work. Twice must be as good as once: a process may die at any point, and another begins anew.</summary>
internal interface IWorker
{
    /// <summary>The kind, as work items name it.</summary>
    string Kind { get; }

    /// <summary>What is to be done without anybody asking for it: each process puts it on the list when it starts.</summary>
    IEnumerable<WorkItem> Always => [];

    /// <summary>Does it.</summary>
    /// <param name="work">What.</param>
    /// <param name="stopping">Fires when the process stops, or when somebody else has the work.</param>
    /// <returns>When it is due again; <see langword="null"/> for never.</returns>
    /// <exception cref="WorkException">It cannot be done now, for a reason that the user should know.</exception>
    Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping);
}
