using System.Collections.Immutable;
using System.Globalization;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Policies;

/// <summary>Reads <c>vigil.yaml</c>. Whatever is not understood is a fault that names the line: a policy that is half understood would let through what it must not.</summary>
public sealed class PolicyReader
{
    private static readonly string[] IgnoreKeys = ["id", "ids", "package", "path", "reason", "owner", "expires", "until-fixed"];
    private static readonly string[] GateKeys = ["name", "severity", "score", "epss", "kev", "fixable", "fixable-for-days"];

    private readonly string _source;

    private PolicyReader(string source) => _source = source;

    /// <summary>Reads a policy.</summary>
    /// <param name="source">Name of the file, for messages.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="FormatException">It is no policy; the message names file and line.</exception>
    public static Policy Read(string source, string yaml) => new PolicyReader(source).ReadDocument(PolicyNode.Read(source, yaml));

    private Policy ReadDocument(PolicyNode root)
    {
        var policy = new Policy(_source, [], [], []);
        foreach (var (name, value) in Members(root, "ignore", "gates", "vex"))
        {
            policy = name switch
            {
                "ignore" => policy with { Ignores = [.. Items(value).Select(ReadIgnore)] },
                "gates" => policy with { Gates = [.. Items(value).Select(ReadGate)] },
                _ => policy with { Vex = Texts(value) },
            };
        }

        return policy;
    }

    private IgnoreRule ReadIgnore(PolicyNode node)
    {
        var rule = new IgnoreRule { Line = node.Line, Reason = "" };
        foreach (var (name, value) in Members(node, IgnoreKeys))
        {
            rule = name switch
            {
                "id" or "ids" => rule with { Ids = [.. rule.Ids, .. Texts(value)] },
                "package" => rule with { Package = Text(value) },
                "path" => rule with { Path = Text(value).TrimStart('/') },
                "reason" => rule with { Reason = Text(value) },
                "owner" => rule with { Owner = Text(value) },
                "expires" => rule with { Expires = Date(value) },
                _ => rule with { UntilFixed = Flag(value) },
            };
        }

        return rule.Reason.Length == 0 ? throw Fault(node, "a rule states its reason")
            : rule.Ids.IsEmpty && rule.Package.Length == 0 && rule.Path.Length == 0 ? throw Fault(node, "a rule says what it ignores: id, package or path")
            : rule;
    }

    private GateRule ReadGate(PolicyNode node)
    {
        var gate = new GateRule { Line = node.Line, Name = "" };
        foreach (var (name, value) in Members(node, GateKeys))
        {
            gate = name switch
            {
                "name" => gate with { Name = Text(value) },
                "severity" => gate with { Severity = Severity(value) },
                "score" => gate with { Score = Number(value, most: 10) },
                "epss" => gate with { Epss = Number(value, most: 1) },
                "kev" => gate with { Kev = Flag(value) },
                "fixable" => gate with { Fixable = Flag(value) },
                _ => gate with { FixableForDays = (int)Number(value, most: 36_500) },
            };
        }

        var isEmpty = gate is { Severity: null, Score: null, Epss: null, Kev: false, Fixable: false, FixableForDays: null };
        return isEmpty ? throw Fault(node, "a gate has a condition: " + string.Join(", ", GateKeys.Skip(1)))
            : gate.Name.Length > 0 ? gate
            : gate with { Name = string.Create(CultureInfo.InvariantCulture, $"line {gate.Line}") };
    }

    private List<(string Name, PolicyNode Value)> Members(PolicyNode node, params string[] known)
    {
        var members = node.Members ?? throw Fault(node, $"expected names and values: {string.Join(", ", known)}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw Fault(value, $"'{Quote.Of(name)}' is not known; known are {string.Join(", ", known)}");
            }

            if (!seen.Add(name))
            {
                throw Fault(value, $"'{name}' is there twice");
            }
        }

        return members;
    }

    private List<PolicyNode> Items(PolicyNode node) => node.Items ?? (node.Text is "" ? [] : throw Fault(node, "expected a list"));

    private ImmutableArray<string> Texts(PolicyNode node) => node.Items is { } items ? [.. items.Select(Text)] : [Text(node)];

    private string Text(PolicyNode node) => node.Text is { Length: > 0 } text ? text : throw Fault(node, "expected a text");

    private bool Flag(PolicyNode node) => node.Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw Fault(node, "expected true or false"),
    };

    private DateOnly Date(PolicyNode node) =>
        DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw Fault(node, "expected a date such as 2026-12-31");

    private double Number(PolicyNode node, double most) =>
        double.TryParse(node.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Fault(node, string.Create(CultureInfo.InvariantCulture, $"expected a number from 0 to {most}"));

    private FindingSeverity Severity(PolicyNode node) =>
        node.Text is { } text && !char.IsAsciiDigit(text.FirstOrDefault()) && Enum.TryParse<FindingSeverity>(text, ignoreCase: true, out var severity)
            ? severity
            : throw Fault(node, "expected a severity: " + string.Join(", ", Enum.GetNames<FindingSeverity>()).ToLowerInvariant());

    private FormatException Fault(PolicyNode node, string message) => PolicyNode.Fault(_source, node.Line, message);
}
