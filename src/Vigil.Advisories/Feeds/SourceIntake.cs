using System.Text.Json;
using System.Xml;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds;

/// <summary>Counts and hands on what one source states, and keeps the name and reason of all that it could not.</summary>
public sealed class SourceIntake
{
    private readonly IFeedSink _sink;
    private readonly Action<SourceReport> _progress;
    private readonly IFeedMemory? _memory;
    private readonly List<Diagnostic> _diagnostics = [];
    private int _accepted;
    private int _rejected;
    private int _withdrawn;
    private int _advisories;
    private DateTimeOffset? _newest;
    private bool _isBroken;

    internal SourceIntake(string source, IFeedSink sink, FeedLimits limits, Action<SourceReport> progress, IFeedMemory? memory)
    {
        Source = source;
        Limits = limits;
        _sink = sink;
        _progress = progress;
        _memory = memory;
        memory?.Begin(source);
    }

    /// <summary>The source: <c>osv/Debian</c>.</summary>
    public string Source { get; }

    /// <summary>The bounds that readers of this source keep.</summary>
    public FeedLimits Limits { get; }

    /// <summary>An entry begins; it need not be read when it is the same as before: see <see cref="Keep"/>.</summary>
    internal bool TryRecall(ReadOnlySpan<byte> entry, uint checksum, long length, out KnownEntry known)
    {
        known = default;
        return _memory is not null && _memory.TryRecall(entry, checksum, length, out known);
    }

    /// <summary>The entry that was recalled last gives what it gave before.</summary>
    internal void Keep(in KnownEntry entry)
    {
        CountEntry();
        CountAdvisory(entry.Time, entry.IsWithdrawn);
        _memory?.Keep();
    }

    /// <summary>An entry that is one advisory.</summary>
    public void Accept(Advisory advisory)
    {
        CountEntry();
        Publish(advisory);
    }

    /// <summary>An entry whose advisory comes later, with others of its name.</summary>
    public void CountEntry()
    {
        _accepted++;
        if ((_accepted & 0xFFF) == 0)
        {
            _progress(Report());
        }
    }

    /// <summary>The advisory of entries that were counted before.</summary>
    public void Publish(Advisory advisory)
    {
        ArgumentNullException.ThrowIfNull(advisory);
        CountAdvisory(advisory.Modified ?? advisory.Published, advisory.Withdrawn is not null);
        _sink.Add(advisory);
    }

    /// <summary>An entry of the score table.</summary>
    public void Accept(ExploitProbability probability)
    {
        CountEntry();
        _sink.Add(probability);
    }

    /// <summary>An entry of the catalogue of exploited flaws.</summary>
    public void Accept(KnownExploitation exploitation)
    {
        CountEntry();
        _sink.Add(exploitation);
    }

    /// <summary>An exploit of an entry that was counted before: one entry may name several flaws.</summary>
    public void Publish(PublicExploit exploit) => _sink.Add(exploit);

    /// <summary>The state of the source as a document states it, where entries have no time of their own.</summary>
    public void IsAsOf(DateTimeOffset time) => _newest = time > _newest || _newest is null ? time : _newest;

    /// <summary>An entry that is left out.</summary>
    public void Reject(string entry, DiagnosticCode code, string reason)
    {
        _rejected++;
        Name(entry, code, reason);
    }

    /// <summary>A statement within an accepted entry that is left out.</summary>
    public void Note(string entry, string reason) => Name(entry, FeedCodes.StatementUnusable, reason);

    /// <summary>Reads a document of several; what breaks it as a whole is named and leaves the others.</summary>
    public void ReadDocument(string document, Action read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            read();
        }
        catch (Exception ex) when (IsOfDocument(ex))
        {
            Break(document, ex.Message);
        }
    }

    /// <summary>Whether an exception tells of what a document holds; texts of JSON that are no UTF-8 are invalid operations, declarations of XML that are no text wrong arguments.</summary>
    internal static bool IsOfDocument(Exception exception) =>
        exception is XmlException or ArgumentException or JsonException or FormatException or InvalidOperationException or InvalidDataException or IOException;

    /// <summary>A document that is broken as a whole.</summary>
    public void Break(string document, string reason)
    {
        _isBroken = true;
        Name(document, FeedCodes.DocumentBroken, reason);
    }

    private void CountAdvisory(DateTimeOffset? modified, bool isWithdrawn)
    {
        _advisories++;
        _withdrawn += isWithdrawn ? 1 : 0;
        if (modified is { } time)
        {
            IsAsOf(time);
        }
    }

    internal SourceReport Report() => new()
    {
        Source = Source,
        Accepted = _accepted,
        Rejected = _rejected,
        Withdrawn = _withdrawn,
        Advisories = _advisories,
        Newest = _newest,
        IsBroken = _isBroken,
        Diagnostics = [.. _diagnostics],
    };

    private void Name(string entry, DiagnosticCode code, string reason)
    {
        _memory?.Spoil();
        if (_diagnostics.Count < Limits.MaxNamedRejects)
        {
            _diagnostics.Add(new Diagnostic(code, $"{Source}: {Quote.Of(entry)}", reason));
        }
    }
}
