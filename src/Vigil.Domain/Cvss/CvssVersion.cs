namespace Vigil.Domain.Cvss;

/// <summary>Editions of the Common Vulnerability Scoring System that differ in metrics or equations.</summary>
public enum CvssVersion
{
    /// <summary>2.0, whose vectors have no prefix.</summary>
    V20,

    /// <summary>3.0.</summary>
    V30,

    /// <summary>3.1: the metrics of 3.0 with exact rounding.</summary>
    V31,

    /// <summary>4.0.</summary>
    V40,
}
