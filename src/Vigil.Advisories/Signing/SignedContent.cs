namespace Vigil.Advisories.Signing;

/// <summary>What can be signed.</summary>
public enum SignedContent
{
    /// <summary>A generation of advisories.</summary>
    Generation,

    /// <summary>A table of what is known of exploitation.</summary>
    ExploitTable,
}
