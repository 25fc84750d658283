namespace Vigil.Domain.Coverage;

/// <summary>How a machine is looked into. The numbers are stored.</summary>
public enum ScanMode
{
    /// <summary>Not a machine.</summary>
    None,

    /// <summary>By what is installed on it and reports its packages.</summary>
    AgentBased,

    /// <summary>From outside, by its disks.</summary>
    Agentless,

    /// <summary>By the agent of this product.</summary>
    InspectorAgentBased,
}
