using System.Net.Http.Headers;

namespace Vigil.Advisories.Download;

/// <summary>By what a server recognises the version of a document that we have, kept beside it as two lines.</summary>
/// <param name="ETag">Header <c>ETag</c> as received, or empty.</param>
/// <param name="LastModified">Header <c>Last-Modified</c> in the form of RFC 1123, or empty.</param>
internal readonly record struct DocumentState(string ETag, string LastModified)
{
    /// <summary>The validators of a response.</summary>
    public static DocumentState Of(HttpResponseMessage response) =>
        new(response.Headers.ETag?.ToString() ?? "", response.Content.Headers.LastModified?.ToString("r") ?? "");

    /// <summary>Reads what was kept; empty when nothing was.</summary>
    public static DocumentState Load(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return new(lines.ElementAtOrDefault(0) ?? "", lines.ElementAtOrDefault(1) ?? "");
    }

    /// <summary>Keeps the validators.</summary>
    public void Save(string path) => File.WriteAllText(path, $"{ETag}\n{LastModified}\n");

    /// <summary>Asks for the document only if it is another one.</summary>
    /// <remarks>Not by a date that is still to come: the server would call every change until then unchanged.</remarks>
    public void AskForChange(HttpRequestHeaders headers, DateTimeOffset now)
    {
        if (EntityTagHeaderValue.TryParse(ETag, out var tag))
        {
            headers.IfNoneMatch.Add(tag);
        }
        else if (DateTimeOffset.TryParse(LastModified, System.Globalization.CultureInfo.InvariantCulture, out var time) && time <= now)
        {
            headers.IfModifiedSince = time;
        }
    }

    /// <summary>Asks for the rest of the document, or for all of it if it is another one by now.</summary>
    /// <returns><see langword="false"/> when nothing tells whether it is another one.</returns>
    public bool AskForRest(HttpRequestHeaders headers, long from)
    {
        // A weak tag does not promise the same bytes.
        if (EntityTagHeaderValue.TryParse(ETag, out var tag) && !tag.IsWeak)
        {
            headers.IfRange = new(tag);
        }
        else if (DateTimeOffset.TryParse(LastModified, System.Globalization.CultureInfo.InvariantCulture, out var time))
        {
            headers.IfRange = new(time);
        }
        else
        {
            return false;
        }

        headers.Range = new(from, null);
        return true;
    }
}
