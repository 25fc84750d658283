namespace Vigil.Domain.Filters;

/// <summary>What somebody asks for: conditions on fields, all of which have to be met.</summary>
/// <remarks>
/// Of the conditions on one field those that ask for something are alternatives, those that take something away (<c>NOT_EQUALS</c>) all count.
/// Without any, everything is asked for.
/// </remarks>
/// <param name="Fields">Each field once.</param>
public sealed record Criteria(EquatableArray<FieldConditions> Fields)
{
    /// <summary>Asks for everything.</summary>
    public static Criteria All { get; } = new([]);

    /// <summary>Asks for a field to have a text.</summary>
    public Criteria With(string field, string value) =>
        new([.. Fields.Items, new FieldConditions(field, [new Condition.Text(TextComparison.Equals, value)])]);

    /// <summary>The conditions on a field; none when it does not matter.</summary>
    public EquatableArray<Condition> On(string field) => Fields.Items.FirstOrDefault(one => one.Field == field)?.Conditions ?? [];

    /// <summary>The same without a field.</summary>
    public Criteria Without(string field) => new([.. Fields.Items.Where(one => one.Field != field)]);
}

/// <summary>The conditions on one field.</summary>
/// <param name="Field">Its name on the wire: <c>ecrImageTags</c>.</param>
/// <param name="Conditions">At least one.</param>
public sealed record FieldConditions(string Field, EquatableArray<Condition> Conditions);
