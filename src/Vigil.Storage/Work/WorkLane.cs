namespace Vigil.Storage.Work;

/// <summary>How urgent work is.</summary>
public enum WorkLane
{
    /// <summary>Somebody waits for it.</summary>
    Interactive,

    /// <summary>It is done when nobody waits.</summary>
    Bulk,
}
