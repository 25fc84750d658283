using Vigil.Domain.Findings;
using Vigil.Domain.Resources;

namespace Vigil.Domain.Filters;

/// <summary>A field with tags.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="TagsOf">The tags.</param>
/// <typeparam name="T">The thing.</typeparam>
public sealed record MapField<T>(string Name, Func<T, IEnumerable<Tag>> TagsOf) : Field<T>(Name)
{
    /// <inheritdoc/>
    protected override bool Meets(T thing, Condition condition) => condition is Condition.Map(var key, var value)
        ? TagsOf(thing).Any(tag => tag.Key == key && (value is null || tag.Value == value))
        : throw Mismatch(condition);
}

/// <summary>A field with a range of ports.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="PathOf">What has the range; <see langword="null"/> when there is none.</param>
/// <typeparam name="T">The thing.</typeparam>
public sealed record PortsField<T>(string Name, Func<T, OpenPath?> PathOf) : Field<T>(Name)
{
    /// <inheritdoc/>
    protected override bool Meets(T thing, Condition condition) => condition is Condition.Ports(var begin, var end)
        ? PathOf(thing) is { } path && !(path.LastPort < begin) && !(path.FirstPort > end)
        : throw Mismatch(condition);
}

/// <summary>A field with packages.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="PackagesOf">The packages.</param>
/// <typeparam name="T">The thing.</typeparam>
public sealed record PackagesField<T>(string Name, Func<T, IEnumerable<PackageParts>> PackagesOf) : Field<T>(Name)
{
    private static readonly TextField<string> Text = new("text", value => [value]);
    private static readonly NumberField<int> Number = new("number", value => value);

    /// <inheritdoc/>
    protected override bool Meets(T thing, Condition condition) => condition is Condition.Package package
        ? PackagesOf(thing).Any(parts => Is(parts, package))
        : throw Mismatch(condition);

    private static bool Is(PackageParts parts, Condition.Package asked) =>
        Is(parts.Name, asked.Name)
        && Is(parts.Version, asked.Version)
        && (asked.Epoch is null || Number.Matches(parts.Epoch, [asked.Epoch]))
        && Is(parts.Release, asked.Release)
        && Is(parts.Architecture, asked.Architecture)
        && Is(parts.LayerHash, asked.SourceLayerHash)
        && Is(parts.FunctionLayerArn, asked.SourceLambdaLayerArn)
        && Is(parts.FilePath, asked.FilePath);

    private static bool Is(string text, Condition.Text? asked) => asked is null || Text.Matches(text, [asked]);
}
