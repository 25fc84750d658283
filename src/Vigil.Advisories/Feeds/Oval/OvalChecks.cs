using System.Globalization;
using System.Xml;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Oval;

/// <summary>Tests, objects and states of a document: they stand behind the definitions that refer to them.</summary>
/// <remarks>An id (<c>oval:com.oracle.elsa:tst:20240001002</c>) is kept as its number, which is its own in a document.</remarks>
internal sealed class OvalChecks
{
    private readonly Dictionary<ulong, (ulong Object, ulong State)> _tests = [];
    private readonly Dictionary<ulong, string> _objects = [];
    private readonly Dictionary<ulong, OvalState> _states = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The number of an id.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public static ulong NumberOf(string? id) =>
        id is not null && ulong.TryParse(id.AsSpan(id.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"Expected an id with a number, found '{Quote.Of(id ?? "")}'.");

    /// <summary>The package that a test looks at and what it asks of it.</summary>
    /// <exception cref="FormatException">The document has no such test.</exception>
    public (string Package, OvalState State) this[ulong test] => _tests.TryGetValue(test, out var known)
        ? (_objects.GetValueOrDefault(known.Object, ""), _states.GetValueOrDefault(known.State, OvalState.Other))
        : throw new FormatException($"The test {test} is not in the document.");

    /// <summary>Reads a test.</summary>
    public void AddTest(XmlReader test)
    {
        var (id, item, state) = (0UL, 0UL, 0UL);
        while (test.Read())
        {
            if (test.NodeType == XmlNodeType.Element)
            {
                switch (test.LocalName)
                {
                    case "object":
                        item = NumberOf(test.GetAttribute("object_ref"));
                        break;
                    case "state":
                        state = NumberOf(test.GetAttribute("state_ref"));
                        break;
                    default:
                        id = test.GetAttribute("id") is { } stated ? NumberOf(stated) : id;
                        break;
                }
            }
        }

        _tests[id] = (item, state);
    }

    /// <summary>Reads an object.</summary>
    public void AddObject(XmlReader item)
    {
        var id = 0UL;
        while (item.Read())
        {
            if (item is { NodeType: XmlNodeType.Element, LocalName: "name" })
            {
                _objects[id] = Pooled(item.ReadString().Trim());
            }
            else if (item.NodeType == XmlNodeType.Element && item.GetAttribute("id") is { } stated)
            {
                id = NumberOf(stated);
            }
        }
    }

    /// <summary>Reads a state.</summary>
    public void AddState(XmlReader state)
    {
        var id = 0UL;
        var read = OvalState.Other;
        while (state.Read())
        {
            if (state.NodeType == XmlNodeType.Element)
            {
                switch (state.LocalName)
                {
                    case "evr":
                        read = read with { Operation = Pooled(state.GetAttribute("operation") ?? "equals"), Evr = Pooled(WithoutZeroEpoch(state.ReadString().Trim())) };
                        break;
                    case "version":
                        read = read with { Release = Pooled(LeadingNumber(state.ReadString().Trim())) };
                        break;
                    case "arch":
                        read = read with { Arches = Pooled(state.ReadString().Trim().Trim('^', '$', '(', ')')) };
                        break;
                    default:
                        id = state.GetAttribute("id") is { } stated ? NumberOf(stated) : id;
                        break;
                }
            }
        }

        _states[id] = read;
    }

    private static string WithoutZeroEpoch(string evr) => evr.StartsWith("0:", StringComparison.Ordinal) ? evr[2..] : evr;

    private static string LeadingNumber(string pattern)
    {
        var digits = pattern.AsSpan().TrimStart('^');
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return (end < 0 ? digits : digits[..end]).ToString();
    }

    // names and versions come again for every advisory
    private string Pooled(string text)
    {
        if (!_texts.TryGetValue(text, out var known))
        {
            _texts.Add(text, known = text);
        }

        return known;
    }
}
