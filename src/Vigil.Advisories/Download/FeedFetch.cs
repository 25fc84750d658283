namespace Vigil.Advisories.Download;

/// <summary>Brings documents of one feed.</summary>
public sealed class FeedFetch
{
}
