namespace Vigil.Domain.Filters;

/// <summary>One condition on one field, in the API's own terms.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Whether it takes away what it matches, in the place of asking for it.</summary>
    public virtual bool IsNegative => false;

    /// <summary>On a text, ordinal and in exactly this case.</summary>
    /// <param name="Comparison">How to compare.</param>
    /// <param name="Value">1 to 1,024 characters.</param>
    public sealed record Text(TextComparison Comparison, string Value) : Condition
    {
        /// <inheritdoc/>
        public override bool IsNegative => Comparison == TextComparison.NotEquals;

        /// <summary>Whether a text is what is asked for or, of a negative condition, what is taken away.</summary>
        public bool Names(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            return Comparison == TextComparison.Prefix ? text.StartsWith(Value, StringComparison.Ordinal) : text == Value;
        }
    }

    /// <summary>On a number; a bound that is <see langword="null"/> is none.</summary>
    /// <param name="Lower">Least number.</param>
    /// <param name="Upper">Greatest number.</param>
    public sealed record Number(double? Lower, double? Upper) : Condition;

    /// <summary>On a time; a bound that is <see langword="null"/> is none.</summary>
    /// <param name="Start">Earliest time.</param>
    /// <param name="End">Latest time.</param>
    public sealed record Date(DateTimeOffset? Start, DateTimeOffset? End) : Condition;

    /// <summary>On tags: that one has this key and, unless it is <see langword="null"/>, this value.</summary>
    /// <param name="Key">1 to 128 characters.</param>
    /// <param name="Value">Up to 256 characters.</param>
    public sealed record Map(string Key, string? Value) : Condition;

    /// <summary>On a range of ports: that it overlaps with this one; a bound that is <see langword="null"/> is none.</summary>
    /// <param name="Begin">First port.</param>
    /// <param name="End">Last port.</param>
    public sealed record Ports(int? Begin, int? End) : Condition;

    /// <summary>On packages: that one of them meets all of this. What is <see langword="null"/> is not asked for.</summary>
    public sealed record Package : Condition
    {
        /// <summary>On the name.</summary>
        public Text? Name { get; init; }

        /// <summary>On the version without epoch and release.</summary>
        public Text? Version { get; init; }

        /// <summary>On the epoch.</summary>
        public Number? Epoch { get; init; }

        /// <summary>On the release.</summary>
        public Text? Release { get; init; }

        /// <summary>On the architecture.</summary>
        public Text? Architecture { get; init; }

        /// <summary>On the layer of an image, <c>sha256:…</c>.</summary>
        public Text? SourceLayerHash { get; init; }

        /// <summary>On the layer of a function.</summary>
        public Text? SourceLambdaLayerArn { get; init; }

        /// <summary>On the file.</summary>
        public Text? FilePath { get; init; }
    }
}

/// <summary>How texts are compared.</summary>
public enum TextComparison
{
    /// <summary>Equal.</summary>
    Equals,

    /// <summary>Begins with it.</summary>
    Prefix,

    /// <summary>Not equal; of a field with several values, none is equal.</summary>
    NotEquals,
}
