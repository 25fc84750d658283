using System.Globalization;
using System.Text;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.Mail;

/// <summary>What happened to findings, in the words of a mail: first how much, then what to look at first.</summary>
/// <param name="Subject">The line in the list of mails.</param>
/// <param name="Text">Plain text.</param>
internal sealed record MailDigest(string Subject, string Text)
{
    private const int MostLines = 50;

    /// <summary>The digest of some changes; <see langword="null"/> when nothing was opened, opened again or closed.</summary>
    public static MailDigest? Of(IReadOnlyList<FeedEntry> entries)
    {
        // of a finding that opened and closed only the end counts
        var last = entries.OfType<FeedEntry.OfFinding>()
            .Where(change => change.Change.Event is FindingEvent.Opened or FindingEvent.Reopened or FindingEvent.Closed)
            .GroupBy(change => change.Finding.Arn)
            .Select(changes => changes.Last())
            .ToLookup(change => change.Change.Event == FindingEvent.Closed);
        var (opened, closed) = (last[false].OrderByDescending(Severity).ThenByDescending(Score).ThenBy(change => change.Number).ToList(), last[true].ToList());
        if (opened.Count + closed.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        Tell(text, "opened", opened);
        Tell(text, "closed", closed);
        text.Append('\n');
        foreach (var change in opened.Take(MostLines))
        {
            text.AppendLine(LineOf(change));
        }

        if (opened.Count > MostLines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"… and {opened.Count - MostLines} more");
        }

        var worst = opened.Count > 0 ? $", the worst {FindingWords.Severity[opened[0].Finding.Content.Severity].ToLowerInvariant()}" : "";
        return new MailDigest(string.Create(CultureInfo.InvariantCulture, $"Vigil: {opened.Count} opened, {closed.Count} closed{worst}"), text.ToString());
    }

    private static void Tell(StringBuilder text, string what, List<FeedEntry.OfFinding> changes)
    {
        var counts = changes.GroupBy(Severity).OrderByDescending(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {FindingWords.Severity[group.First().Finding.Content.Severity].ToLowerInvariant()}"));
        text.AppendLine(CultureInfo.InvariantCulture, $"{changes.Count} {what}{(changes.Count > 0 ? ": " : "")}{string.Join(", ", counts)}");
    }

    private static string LineOf(FeedEntry.OfFinding change)
    {
        var content = change.Finding.Content;
        var score = content.Score is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) : "-";
        return $"{FindingWords.Severity[content.Severity],-13} {score,4}  {content.Title} on {change.Finding.Resource.Id}";
    }

    private static int Severity(FeedEntry.OfFinding change) => (int)change.Finding.Content.Severity;

    private static double Score(FeedEntry.OfFinding change) => change.Finding.Content.Score ?? -1;
}
