namespace Vigil.Domain.Purl;

/// <summary>Whether a type has namespaces.</summary>
internal enum Presence
{
    Optional,
    Required,
    Prohibited,
}

/// <summary>Components that are not case-sensitive and stand in lower case.</summary>
[Flags]
internal enum Lower
{
    None = 0,
    Namespace = 1,
    Name = 2,
    Version = 4,
    Subpath = 8,
}

/// <summary>What the definition of one type demands beyond the rules for all.</summary>
/// <param name="Name">The type, in lower case.</param>
/// <param name="Namespace">Whether there is a namespace.</param>
/// <param name="Lower">What is folded to lower case.</param>
/// <param name="Keys">Qualifier keys that the definition names.</param>
/// <param name="RequiredKey">The one qualifier that must be there, or empty.</param>
/// <param name="NameIsPath">Whether slashes in the name part segments, so that they are not encoded.</param>
/// <param name="Rule">What cannot be said in columns: changes the parts, or says which rule they break.</param>
internal sealed record PurlType(
    string Name,
    Presence Namespace = Presence.Optional,
    Lower Lower = Lower.None,
    string[]? Keys = null,
    string RequiredKey = "",
    bool NameIsPath = false,
    Func<PurlParts, string?>? Rule = null)
{
    /// <summary>Whether the key is one of this type's own in a case that is not its own.</summary>
    public bool Misspells(string key) =>
        Keys is not null && Array.Exists(Keys, own => own != key && own.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Folds what is not case-sensitive and checks the rest.</summary>
    /// <returns>Which rule the parts break, or <see langword="null"/>.</returns>
    public string? Apply(PurlParts parts)
    {
        if (Namespace == Presence.Required && parts.Namespace.Length == 0)
        {
            return $"type '{Name}' requires a namespace";
        }

        if (Namespace == Presence.Prohibited && parts.Namespace.Length > 0)
        {
            return $"type '{Name}' has no namespace";
        }

        if (RequiredKey.Length > 0 && parts[RequiredKey].Length == 0)
        {
            return $"type '{Name}' requires the qualifier '{RequiredKey}'";
        }

        parts.Namespace = Fold(Lower.Namespace, parts.Namespace);
        parts.Name = Fold(Lower.Name, parts.Name);
        parts.Version = Fold(Lower.Version, parts.Version);
        parts.Subpath = Fold(Lower.Subpath, parts.Subpath);
        return Rule?.Invoke(parts);
    }

    private string Fold(Lower component, string text) => Lower.HasFlag(component) ? text.ToLowerInvariant() : text;
}
