namespace Vigil.Domain.Cvss;

/// <summary>Qualitative severity rating scale (CVSS 3.1 section 5, CVSS 4.0 section 6; NVD's three steps for version 2).</summary>
public enum CvssRating
{
    /// <summary>0.0; version 2 has no such step.</summary>
    None,

    /// <summary>Below 4.0.</summary>
    Low,

    /// <summary>4.0 to 6.9.</summary>
    Medium,

    /// <summary>7.0 to 8.9; version 2: to 10.0.</summary>
    High,

    /// <summary>9.0 to 10.0; version 2 has no such step.</summary>
    Critical,
}
