using System.Globalization;
using System.Text.Json;
using Vigil.Advisories.Feeds.Csaf;
using Vigil.Scanning.Sbom.Reading;

namespace Vigil.Scanning.Vex;

/// <summary>Reads VEX documents: OpenVEX, CSAF and CycloneDX, in themselves or as an attestation (in-toto statement, DSSE envelope, Sigstore bundle). Pure.</summary>
public static class VexReader
{
    private const int MaxDepth = 64;
    private const int MaxWrappers = 4;

    /// <summary>Reads the statements of a document.</summary>
    /// <param name="source">What people call it.</param>
    /// <param name="document">The bytes, UTF-8.</param>
    /// <exception cref="FormatException">It is no VEX document of a known format, or broken.</exception>
    public static IReadOnlyList<VexStatement> Read(string source, ReadOnlyMemory<byte> document)
    {
        try
        {
            return Read(source, document.Span.StartsWith("\uFEFF"u8) ? document[3..] : document, subject: null, wrappers: 0);
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{source} is no VEX document: {ex.Message}", ex);
        }
    }

    private static IReadOnlyList<VexStatement> Read(string source, ReadOnlyMemory<byte> bytes, VexProduct? subject, int wrappers)
    {
        using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var root = json.RootElement;
        if (wrappers < MaxWrappers && root.Member("dsseEnvelope") is { ValueKind: JsonValueKind.Object } envelope)
        {
            return Read(source, Bytes(envelope), subject, wrappers + 1);
        }

        if (wrappers < MaxWrappers && root.Text("payload") is { Length: > 0 } payload && root.Member("payload").TryGetBytesFromBase64(out var inner))
        {
            return Read(source, inner, subject, wrappers + 1);
        }

        if (wrappers < MaxWrappers && root.Member("predicate") is { ValueKind: JsonValueKind.Object } predicate)
        {
            return Read(source, Bytes(predicate), SubjectOf(root) ?? subject, wrappers + 1);
        }

        return root.Text("@context").Contains("openvex", StringComparison.OrdinalIgnoreCase) ? OpenVexItem.Statements(source, root, subject)
            : root.Text("bomFormat") == "CycloneDX" ? CycloneDxVex.Statements(source, root)
            : root.Member("document").ValueKind == JsonValueKind.Object ? OfCsaf(source, bytes.Span)
            : throw new FormatException($"{source} is no VEX document that is known: OpenVEX, CSAF, CycloneDX with vulnerabilities.");
    }

    // what an in-toto statement is about, by its digest
    private static VexProduct? SubjectOf(JsonElement statement) =>
        statement.Items("subject").Select(subject => subject.Member("digest").Text("sha256")).Where(digest => digest.Length > 0).ToList() is { Count: > 0 } digests
            ? new VexProduct([.. digests.Select(digest => $"sha256:{digest}")], [])
            : null;

    private static byte[] Bytes(JsonElement element) => System.Text.Encoding.UTF8.GetBytes(element.GetRawText());

    private static IReadOnlyList<VexStatement> OfCsaf(string source, ReadOnlySpan<byte> json) =>
    [
        .. from statement in CsafStatement.Read(json)
           let status = statement.Status switch
           {
               "known_not_affected" => VexStatus.NotAffected,
               "fixed" or "first_fixed" => VexStatus.Fixed,
               "known_affected" or "first_affected" or "last_affected" => VexStatus.Affected,
               "under_investigation" => VexStatus.UnderInvestigation,
               _ => (VexStatus?)null,
           }
           where status is not null && statement.Cve.Length > 0
           select new VexStatement(
               $"{source} ({statement.Document})",
               [statement.Cve],
               [new VexProduct([statement.Product], statement.Component.Length > 0 ? [statement.Component] : [])],
               status.Value,
               statement.Plan,
               statement.Modified ?? DateTimeOffset.MinValue),
    ];

    /// <summary>A time of a document; the beginning of time when there is none.</summary>
    internal static DateTimeOffset Time(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                return time;
            }
        }

        return DateTimeOffset.MinValue;
    }

    /// <summary>Texts that are there, parted by a dash.</summary>
    internal static string Reason(params IEnumerable<string> texts) => string.Join(": ", texts.Where(text => text.Length > 0));
}
