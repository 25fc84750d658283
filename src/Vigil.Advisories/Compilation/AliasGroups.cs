namespace Vigil.Advisories.Compilation;

/// <summary>Union-find over the numbers of names: two names are in one group when a chain of aliases joins them.</summary>
internal sealed class AliasGroups
{
    private readonly List<int> _parents = [];

    /// <summary>The name that stands for the group; which one depends on the order of joining, so only its equality means anything.</summary>
    public int Find(int name)
    {
        while (_parents.Count <= name)
        {
            _parents.Add(_parents.Count);
        }

        while (_parents[name] != name)
        {
            // path halving keeps the chains short without a rank
            _parents[name] = _parents[_parents[name]];
            name = _parents[name];
        }

        return name;
    }

    public void Join(int left, int right)
    {
        var (a, b) = (Find(left), Find(right));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
