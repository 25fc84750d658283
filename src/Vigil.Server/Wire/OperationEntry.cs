using System.Text.Json;

namespace Vigil.Server.Wire;

/// <summary>How one operation is answered.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Access">What the caller has to be allowed.</param>
/// <param name="Answer">Does it and writes the members of the answer; throws <see cref="ApiException"/> to refuse.</param>
internal sealed record OperationEntry(string Name, Access Access, Action<Call, Utf8JsonWriter> Answer)
{
    /// <summary>Whether the account has to have a type of scan switched on.</summary>
    public bool NeedsEnablement { get; init; }

    /// <summary>Whether the key of a host, which is bound to that host, may ask for it.</summary>
    public bool IsForHosts { get; init; }
}

/// <summary>What an operation does to an account.</summary>
internal enum Access
{
    /// <summary>Looks.</summary>
    Look,

    /// <summary>Changes something.</summary>
    Change,

    /// <summary>Brings an inventory.</summary>
    Submit,

    /// <summary>Needs no signature: what the call brings says whether it is allowed. The operation notes it in the audit log itself.</summary>
    Open,
}

/// <summary>Operations that belong together.</summary>
internal interface IOperations
{
    /// <summary>The operations.</summary>
    IEnumerable<OperationEntry> Entries { get; }
}
