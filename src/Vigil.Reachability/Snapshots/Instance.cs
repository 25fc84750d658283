namespace Vigil.Reachability.Snapshots;

/// <summary>A virtual machine.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Name of its state; only <c>running</c> ones are reachable (R11).</param>
internal sealed record Instance(string Id, string State)
{
    public bool IsRunning => State == "running";
}
