namespace Vigil.Scanning.Artifacts;

/// <summary>What is known of a function beside its deployment package.</summary>
public sealed record FunctionOptions
{
    /// <summary>The runtime by its name (<c>python3.12</c>); empty when unknown.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Zips of its layers, in the order in which they are laid over each other under <c>opt/</c>.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];
}
