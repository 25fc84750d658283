namespace Vigil.Storage.Estates;

/// <summary>The rules by which an account suppresses findings.</summary>
internal interface ISuppression
{
    /// <summary>Whether a rule matches a finding with some content on a resource.</summary>
    bool Suppress(long resource, long assessment);
}

/// <summary>No rules.</summary>
internal sealed class NoSuppression : ISuppression
{
    public bool Suppress(long resource, long assessment) => false;
}
