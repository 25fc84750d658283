using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Vigil.Scanning.Policies;

/// <summary>A value of a YAML document with the line on which it begins, so that a fault can be found.</summary>
internal sealed class PolicyNode
{
    private const int MaxDepth = 8;
    private const int MaxNodes = 100_000;

    private PolicyNode(int line) => Line = line;

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>A text; <see langword="null"/> for lists and maps.</summary>
    public string? Text { get; private init; }

    /// <summary>Items; <see langword="null"/> for texts and maps.</summary>
    public List<PolicyNode>? Items { get; private init; }

    /// <summary>Members in the order of the document; <see langword="null"/> for texts and lists.</summary>
    public List<(string Name, PolicyNode Value)>? Members { get; private init; }

    /// <summary>Reads a document: no tag, no alias, one document.</summary>
    /// <exception cref="FormatException">It is no such YAML; the message names the line.</exception>
    public static PolicyNode Read(string source, string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return new PolicyNode(1) { Members = [] };
            }

            var nodes = 0;
            return Read(parser, source, depth: 0, ref nodes);
        }
        catch (YamlException ex)
        {
            throw Fault(source, (int)ex.Start.Line, ex.InnerException?.Message ?? ex.Message);
        }
        catch (ArgumentException ex)
        {
            // a tag that is no address
            throw Fault(source, (int)(parser.Current?.End.Line ?? 1), ex.Message);
        }
        catch (InvalidOperationException)
        {
            // the scanner's word for a list in brackets whose lines go on as a block
            throw Fault(source, (int)(parser.Current?.End.Line ?? 1), "a list in brackets is not closed");
        }
    }

    /// <summary>A fault at a line.</summary>
    public static FormatException Fault(string source, int line, string message) => new(string.Create(CultureInfo.InvariantCulture, $"{source}:{line}: {message}"));

    private static PolicyNode Read(IParser parser, string source, int depth, ref int nodes)
    {
        var line = (int)(parser.Current?.Start.Line ?? 1);
        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            throw Fault(source, line, $"a policy is nested at most {MaxDepth} deep and has at most {MaxNodes} values");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new PolicyNode(line) { Text = scalar.Value };
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<PolicyNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Read(parser, source, depth + 1, ref nodes));
            }

            return new PolicyNode(line) { Items = items };
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            var members = new List<(string, PolicyNode)>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var name = parser.TryConsume<Scalar>(out var key) ? key.Value : throw Fault(source, line, "a name is a plain text");
                members.Add((name, Read(parser, source, depth + 1, ref nodes)));
            }

            return new PolicyNode(line) { Members = members };
        }

        throw Fault(source, line, "aliases are not allowed");
    }
}
