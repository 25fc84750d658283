using System.Globalization;
using Vigil.Domain.Filters;

namespace Vigil.Storage.Queries;

/// <summary>Where the database has what a field of the domain stands for. Its SQL says the same as the field's own predicate; a property test holds that.</summary>
internal abstract record Column
{
    /// <summary>Which table has it.</summary>
    public Side Side => Probe.Contains("f.", StringComparison.Ordinal) ? Side.Finding : Probe.StartsWith("r.", StringComparison.Ordinal) ? Side.Resource : Side.Content;

    /// <summary>Some of its SQL that names the table.</summary>
    protected abstract string Probe { get; }

    /// <summary>A condition that is never met.</summary>
    public const string Never = "1 = 0";

    /// <summary>All conditions on the column: those that ask for something are alternatives, those that take something away all count.</summary>
    public string All(SqlText sql, IEnumerable<Condition> conditions)
    {
        var asked = new List<string>();
        var taken = new List<string>();
        foreach (var condition in conditions)
        {
            (condition.IsNegative ? taken : asked).Add(One(sql, condition));
        }

        var alternatives = asked.Count > 0 ? [$"({string.Join(" OR ", asked)})"] : Array.Empty<string>();
        return string.Join(" AND ", alternatives.Concat(taken.Select(one => $"NOT ({one})")));
    }

    /// <summary>What a condition asks for or takes away.</summary>
    protected abstract string One(SqlText sql, Condition condition);

    protected static string Text(SqlText sql, string column, Condition condition) => condition switch
    {
        Condition.Text { Value.Length: 0 } => Never,
        Condition.Text { Comparison: TextComparison.Prefix, Value: var prefix } => After(prefix) is { } after
            ? $"({column} >= {sql[prefix]} AND {column} < {sql[after]})"
            : $"{column} >= {sql[prefix]}",
        Condition.Text { Value: var value } => $"{column} = {sql[value]}",
        _ => throw new ArgumentException($"A text takes no condition of the kind {condition.GetType().Name}.", nameof(condition)),
    };

    protected static string Number(SqlText sql, string column, Condition condition)
    {
        var (lower, upper) = condition is Condition.Number number ? (number.Lower ?? 0, number.Upper) : throw new ArgumentException(
            $"A number takes no condition of the kind {condition.GetType().Name}.", nameof(condition));
        return $"({column} >= {sql[Math.Max(lower, 0)]}{(upper is null ? "" : $" AND {column} <= {sql[upper]}")})";
    }

    // the least text that is greater than all that begin so; in the order of code points, which is that of the databases
    private static string? After(string prefix)
    {
        for (var end = prefix.Length; end > 0;)
        {
            var start = end > 1 && char.IsLowSurrogate(prefix[end - 1]) ? end - 2 : end - 1;
            var point = char.ConvertToUtf32(prefix, start) + 1;
            if (point <= 0x10_FFFF)
            {
                return prefix[..start] + char.ConvertFromUtf32(point == 0xD800 ? 0xE000 : point);
            }

            end = start;
        }

        return null;
    }
}

/// <summary>A text; empty when there is none.</summary>
/// <param name="Sql">The column.</param>
/// <param name="When">What has to be besides, so that it counts; ends with <c>AND</c>.</param>
internal sealed record TextColumn(string Sql, string When = "") : Column
{
    protected override string Probe => Sql;

    protected override string One(SqlText sql, Condition condition) => $"({When}{Text(sql, Sql, condition)})";
}

/// <summary>Several texts in a table of their own.</summary>
/// <param name="Sql">A condition that something is in a sub-query, as far as the sub-query's conditions; the last word is <c>AND</c>.</param>
/// <param name="Value">Column with the text.</param>
internal sealed record TextsColumn(string Sql, string Value) : Column
{
    protected override string Probe => Sql;

    protected override string One(SqlText sql, Condition condition) => $"{Sql} {Text(sql, Value, condition)})";
}

/// <summary>A word, as its number.</summary>
internal sealed record WordColumn(string Sql, IReadOnlyList<string> Words) : Column
{
    protected override string Probe => Sql;

    protected override string One(SqlText sql, Condition condition)
    {
        var text = condition as Condition.Text ?? throw new ArgumentException($"A word takes no condition of the kind {condition.GetType().Name}.", nameof(condition));
        var numbers = Enumerable.Range(0, Words.Count).Where(number => text.Value.Length > 0 && text.Names(Words[number]));
        var list = string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return list.Length > 0 ? $"{Sql} IN ({list})" : Never;
    }
}

/// <summary>A number; negative when there is none.</summary>
internal sealed record NumberColumn(string Sql) : Column
{
    protected override string Probe => Sql;

    protected override string One(SqlText sql, Condition condition) => Number(sql, Sql, condition);
}

/// <summary>A time in milliseconds; zero when there is none.</summary>
internal sealed record DateColumn(string Sql) : Column
{
    protected override string Probe => Sql;

    protected override string One(SqlText sql, Condition condition)
    {
        var date = condition as Condition.Date ?? throw new ArgumentException($"A time takes no condition of the kind {condition.GetType().Name}.", nameof(condition));
        var start = sql[Math.Max(date.Start is { } first ? Up(first) : 0, 1)];
        var end = date.End is { } last ? $" AND {Sql} <= {sql[last.ToUnixTimeMilliseconds()]}" : "";
        return $"({Sql} >= {start}{end})";
    }

    // columns have milliseconds: one that is not before a time within a millisecond is after it
    private static long Up(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < time ? milliseconds + 1 : milliseconds;
    }
}

/// <summary>Tags in a table of their own.</summary>
/// <param name="Sql">A condition that something is in a sub-query, as far as the sub-query's conditions; the last word is <c>AND</c>.</param>
internal sealed record MapColumn(string Sql) : Column
{
    protected override string Probe => Sql;

    protected override string One(SqlText sql, Condition condition)
    {
        var map = condition as Condition.Map ?? throw new ArgumentException($"Tags take no condition of the kind {condition.GetType().Name}.", nameof(condition));
        return $"{Sql} l.name = {sql[map.Key]}{(map.Value is null ? "" : $" AND l.value = {sql[map.Value]}")})";
    }
}

/// <summary>A range of ports; negative when there is none.</summary>
internal sealed record PortsColumn(string First, string Last) : Column
{
    protected override string Probe => First;

    protected override string One(SqlText sql, Condition condition)
    {
        var ports = condition as Condition.Ports ?? throw new ArgumentException($"Ports take no condition of the kind {condition.GetType().Name}.", nameof(condition));
        var begin = $"{Last} >= {sql[(long)Math.Max(ports.Begin ?? 0, 0)]}";
        return $"({begin}{(ports.End is { } end ? $" AND {First} <= {sql[(long)end]}" : "")})";
    }
}

/// <summary>Packages in a table of their own.</summary>
/// <param name="Sql">A condition that something is in a sub-query over packages <c>p</c>, as far as its conditions; the last word is <c>AND</c>.</param>
internal sealed record PackagesColumn(string Sql) : Column
{
    protected override string Probe => Sql;

    protected override string One(SqlText sql, Condition condition)
    {
        var package = condition as Condition.Package ?? throw new ArgumentException(
            $"Packages take no condition of the kind {condition.GetType().Name}.", nameof(condition));
        var parts = new (string Column, Condition? Condition)[]
        {
            ("p.name", package.Name), ("p.version", package.Version), ("p.epoch", package.Epoch), ("p.release", package.Release),
            ("p.arch", package.Architecture), ("p.layer", package.SourceLayerHash), ("p.function_layer", package.SourceLambdaLayerArn),
            ("p.file_path", package.FilePath),
        };
        var asked = parts.Where(part => part.Condition is not null).Select(part => Part(sql, part.Column, part.Condition!)); // just looked
        return $"{Sql} {string.Join(" AND ", asked.Append("1 = 1"))})";
    }

    private static string Part(SqlText sql, string column, Condition condition) => condition is Condition.Number
        ? Number(sql, column, condition)
        : new TextColumn(column).All(sql, [condition]);
}

/// <summary>The tables that findings are asked of.</summary>
internal enum Side
{
    /// <summary>The findings themselves, and their coverage.</summary>
    Finding,

    /// <summary>Resources.</summary>
    Resource,

    /// <summary>Assessments and flaws.</summary>
    Content,
}
