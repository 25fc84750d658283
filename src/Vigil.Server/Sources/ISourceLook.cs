using Vigil.Storage.Work;

namespace Vigil.Server.Sources;

/// <summary>Looks at one kind of source.</summary>
internal interface ISourceLook
{
    /// <summary>The kinds.</summary>
    IReadOnlyCollection<SourceKind> Kinds { get; }

    /// <summary>The kinds of work that scan what it holds.</summary>
    IReadOnlyCollection<string> Work { get; }

    /// <summary>Looks what is there, and asks for what has to be done.</summary>
    /// <exception cref="Server.Work.WorkException">It cannot be reached.</exception>
    Task LookAsync(OpenSource source, WorkLane lane, CancellationToken stopping);
}
