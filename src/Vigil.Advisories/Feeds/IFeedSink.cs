using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds;

/// <summary>Takes what feeds state, in the order read, on the reading thread.</summary>
public interface IFeedSink
{
    /// <summary>An advisory. Withdrawn ones come too.</summary>
    void Add(Advisory advisory);

    /// <summary>A score that changes daily and touches no verdict. Ignored unless the sink wants it.</summary>
    void Add(ExploitProbability probability)
    {
    }

    /// <summary>A flaw that is known to be exploited. Ignored unless the sink wants it.</summary>
    void Add(KnownExploitation exploitation)
    {
    }

    /// <summary>An exploit that anybody can get. Ignored unless the sink wants it.</summary>
    void Add(PublicExploit exploit)
    {
    }
}
