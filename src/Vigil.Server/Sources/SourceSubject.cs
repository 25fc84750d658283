namespace Vigil.Server.Sources;

/// <summary>Subjects of the work of sources: the name of the source, a slash, and what of it.</summary>
internal static class SourceSubject
{
    /// <summary>Takes a subject apart.</summary>
    public static (string Source, string Key) Split(string subject)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        return (subject[..slash], subject[(slash + 1)..]);
    }
}
