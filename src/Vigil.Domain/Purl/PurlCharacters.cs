using System.Buffers;

namespace Vigil.Domain.Purl;

/// <summary>The character sets of the specification.</summary>
internal static class PurlCharacters
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>May stand in a type.</summary>
    public static readonly SearchValues<char> Type = SearchValues.Create(Alphanumeric + ".-");

    /// <summary>May stand in a qualifier key.</summary>
    public static readonly SearchValues<char> Key = SearchValues.Create(Alphanumeric + ".-_");

    /// <summary>Never percent-encoded: alphanumeric and punctuation characters, and the colon.</summary>
    public static readonly SearchValues<char> Plain = SearchValues.Create(Alphanumeric + ".-_~:");
}
