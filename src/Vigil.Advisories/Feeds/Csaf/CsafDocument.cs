using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Csaf;

/// <summary>A document in the Common Security Advisory Framework, version 2.0 (https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html), as far as it is used here.</summary>
internal sealed class CsafDocument
{
    private const int MaxDepth = 8;

    /// <summary>Its name: a CVE, or an erratum.</summary>
    public string Id { get; set; } = "";

    /// <summary>Whether the publisher has deleted it and keeps only its name.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>First published.</summary>
    public DateTimeOffset? Published { get; set; }

    /// <summary>Last changed.</summary>
    public DateTimeOffset? Modified { get; set; }

    /// <summary>The vendor's severity word for the whole, or empty.</summary>
    public string Severity { get; set; } = "";

    /// <summary>Products and components by id.</summary>
    public Dictionary<string, CsafProduct> Products { get; } = new(StringComparer.Ordinal);

    /// <summary>Of which component of which product an id speaks.</summary>
    public Dictionary<string, (string Component, string Whole)> Relationships { get; } = new(StringComparer.Ordinal);

    /// <summary>The flaws.</summary>
    public List<CsafVulnerability> Vulnerabilities { get; } = [];

    /// <summary>The product that an id means, and its components from the innermost: a package, and for some a module around it.</summary>
    /// <exception cref="FormatException">The relationships go round in a circle.</exception>
    public (CsafProduct Product, List<CsafProduct> Components) Resolve(string id)
    {
        var components = new List<CsafProduct>();
        while (Relationships.TryGetValue(id, out var relationship))
        {
            if (components.Count == MaxDepth)
            {
                throw new FormatException($"The product '{Quote.Of(id)}' is a component of too many others.");
            }

            components.Add(Products.GetValueOrDefault(relationship.Component, new(relationship.Component, "", "")));
            id = relationship.Whole;
        }

        return (Products.GetValueOrDefault(id, new(id, "", "")), components);
    }
}
