using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Vigil.Server.Model;

/// <summary>What a value of the API looks like, as the model file says it.</summary>
internal abstract record Shape(string Name);

/// <summary>An object with named members; of a <see cref="IsUnion"/> exactly one is set.</summary>
internal sealed record StructureShape(string Name, bool IsUnion) : Shape(Name)
{
    public ImmutableArray<Member> Members { get; set; } = [];
}

/// <summary>A list.</summary>
internal sealed record ListShape(string Name, Bounds Bounds) : Shape(Name)
{
    public Shape Item { get; set; } = null!;
}

/// <summary>An object whose names are data.</summary>
internal sealed record MapShape(string Name, Bounds Bounds) : Shape(Name)
{
    public Shape Key { get; set; } = null!;

    public Shape Value { get; set; } = null!;
}

/// <summary>A text; its length is bounded in characters.</summary>
internal sealed record TextShape(string Name, Bounds Bounds, Regex? Pattern) : Shape(Name);

/// <summary>One of a few words.</summary>
internal sealed record EnumShape(string Name, ImmutableArray<string> Words) : Shape(Name);

/// <summary>A number.</summary>
internal sealed record NumberShape(string Name, Bounds Bounds, bool IsWhole) : Shape(Name);

/// <summary>Seconds since 1970 as a number or, where the model says so, ISO 8601 text.</summary>
internal sealed record TimestampShape(string Name, bool IsText) : Shape(Name);

/// <summary>True or false.</summary>
internal sealed record BooleanShape(string Name) : Shape(Name);

/// <summary>Bytes in base 64; the bounds are in bytes.</summary>
internal sealed record BlobShape(string Name, Bounds Bounds) : Shape(Name);

/// <summary>Any JSON object.</summary>
internal sealed record DocumentShape(string Name) : Shape(Name);

/// <summary>Least and greatest length, count or number; <see langword="null"/> is no bound.</summary>
internal readonly record struct Bounds(double? Least, double? Greatest)
{
    public bool Hold(double value) => !(value < Least) && !(value > Greatest);

    public override string ToString() => (Least, Greatest) switch
    {
        (null, null) => "anything",
        (_, null) => $"at least {Least}",
        (null, _) => $"at most {Greatest}",
        _ => $"{Least} to {Greatest}",
    };
}

/// <summary>A named part of a structure or of a request.</summary>
internal sealed record Member(string Name, Shape Shape, bool IsRequired, Place Place);

/// <summary>Where a member of a request travels.</summary>
internal enum Place
{
    /// <summary>In the JSON body.</summary>
    Body,

    /// <summary>In the query.</summary>
    Query,

    /// <summary>In the path.</summary>
    Uri,
}
