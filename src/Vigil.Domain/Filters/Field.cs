namespace Vigil.Domain.Filters;

/// <summary>Something that can be asked for, and where a thing has it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <typeparam name="T">The thing.</typeparam>
public abstract record Field<T>(string Name)
{
    /// <summary>Whether a thing meets conditions on this field.</summary>
    public bool Matches(T thing, EquatableArray<Condition> conditions)
    {
        var (asked, found) = (false, false);
        foreach (var condition in conditions)
        {
            if (condition.IsNegative)
            {
                if (Meets(thing, condition))
                {
                    return false;
                }
            }
            else
            {
                asked = true;
                found = found || Meets(thing, condition);
            }
        }

        return found || !asked;
    }

    /// <summary>Whether a thing is what a condition asks for or takes away.</summary>
    /// <exception cref="ArgumentException">It is a condition on another kind of field.</exception>
    protected abstract bool Meets(T thing, Condition condition);

    private protected ArgumentException Mismatch(Condition condition) => new($"{Name} takes no condition of the kind {condition.GetType().Name}.");
}

/// <summary>A field with texts.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="ValuesOf">Its values; empty texts are none.</param>
/// <typeparam name="T">The thing.</typeparam>
public sealed record TextField<T>(string Name, Func<T, IEnumerable<string>> ValuesOf) : Field<T>(Name)
{
    /// <inheritdoc/>
    protected override bool Meets(T thing, Condition condition) => condition is Condition.Text text
        ? ValuesOf(thing).Any(value => value.Length > 0 && text.Names(value))
        : throw Mismatch(condition);
}

/// <summary>A field with one of a few words.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Words">All of them.</param>
/// <param name="NumberOf">Place of the thing's word among them.</param>
/// <typeparam name="T">The thing.</typeparam>
public sealed record WordField<T>(string Name, IReadOnlyList<string> Words, Func<T, int> NumberOf) : Field<T>(Name)
{
    /// <summary>The places of the words that meet conditions.</summary>
    public IEnumerable<int> NumbersThatMeet(EquatableArray<Condition> conditions) =>
        Enumerable.Range(0, Words.Count).Where(number => new TextField<string>(Name, word => [word]).Matches(Words[number], conditions));

    /// <inheritdoc/>
    protected override bool Meets(T thing, Condition condition) => condition is Condition.Text text
        ? text.Names(Words[NumberOf(thing)])
        : throw Mismatch(condition);
}

/// <summary>A field with a number.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="ValueOf">The number, not negative; <see langword="null"/> when there is none.</param>
/// <typeparam name="T">The thing.</typeparam>
public sealed record NumberField<T>(string Name, Func<T, double?> ValueOf) : Field<T>(Name)
{
    /// <inheritdoc/>
    protected override bool Meets(T thing, Condition condition) => condition is Condition.Number(var lower, var upper)
        ? ValueOf(thing) is { } value && !(value < lower) && !(value > upper)
        : throw Mismatch(condition);
}

/// <summary>A field with a time.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="ValueOf">The time; <see langword="null"/> when there is none.</param>
/// <typeparam name="T">The thing.</typeparam>
public sealed record DateField<T>(string Name, Func<T, DateTimeOffset?> ValueOf) : Field<T>(Name)
{
    /// <inheritdoc/>
    protected override bool Meets(T thing, Condition condition) => condition is Condition.Date(var start, var end)
        ? ValueOf(thing) is { } value && !(value < start) && !(value > end)
        : throw Mismatch(condition);
}
