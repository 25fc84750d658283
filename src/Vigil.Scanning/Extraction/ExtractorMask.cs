namespace Vigil.Scanning.Extraction;

/// <summary>A set of the extractors of an <see cref="ExtractorSet"/>, one bit each, so that asking all of them costs no memory.</summary>
internal readonly record struct ExtractorMask
{
    /// <summary>As many extractors as a mask can hold.</summary>
    public const int Capacity = 128;

    private readonly UInt128 _bits;

    private ExtractorMask(UInt128 bits) => _bits = bits;

    public static ExtractorMask None => default;

    public static ExtractorMask All => new(UInt128.MaxValue);

    /// <summary>Whether there is one in it.</summary>
    public bool Any => _bits != UInt128.Zero;

    /// <summary>How many there are.</summary>
    public int Count => (int)UInt128.PopCount(_bits);

    /// <summary>The two halves of the bits, the lower first.</summary>
    public (ulong Lower, ulong Upper) Words => ((ulong)_bits, (ulong)(_bits >> 64));

    public static ExtractorMask OfWords(ulong lower, ulong upper) => new(new UInt128(upper, lower));

    public static ExtractorMask Of(int index) => new(UInt128.One << index);

    public bool Has(int index) => (_bits >> index & UInt128.One) != UInt128.Zero;

    public static ExtractorMask operator |(ExtractorMask left, ExtractorMask right) => new(left._bits | right._bits);

    public static ExtractorMask operator &(ExtractorMask left, ExtractorMask right) => new(left._bits & right._bits);

    public static ExtractorMask operator ~(ExtractorMask mask) => new(~mask._bits);
}
