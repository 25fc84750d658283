using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Store;

/// <summary>Walks along the keys of a store in their order.</summary>
internal ref struct KeyCursor
{
    private readonly KeyTable _keys;
    private int _scope;
    private int _key;
    private int _endOfScope;

    public KeyCursor(StoreFile file)
    {
        _keys = new KeyTable(file);
        _scope = -1;
        EnterScope();
    }

    public readonly bool AtEnd => _scope >= _keys.ScopeCount;

    public readonly AdvisoryKey Key => _keys.Key(_scope, _key);

    public readonly ReadOnlySpan<byte> Name => _keys.Name(_key);

    public readonly ReadOnlySpan<byte> Block => _keys.Block(_key);

    public readonly ReadOnlySpan<byte> Meaning => _keys.Meaning(_key);

    public readonly string Ecosystem(AdvisoryStore store) => store.Word(_keys.Scope(_scope).Ecosystem);

    public readonly int OrderAgainst(in KeyCursor other)
    {
        var order = _keys.CompareScopes(_scope, other._keys, other._scope);
        return order != 0 ? order : _keys.Name(_key).SequenceCompareTo(other._keys.Name(other._key));
    }

    /// <summary>Moves to the next key, where asked to.</summary>
    public void Advance(bool move)
    {
        if (move && ++_key >= _endOfScope)
        {
            EnterScope();
        }
    }

    private void EnterScope()
    {
        do
        {
            _scope++;
            if (!AtEnd)
            {
                var (_, _, first, count) = _keys.Scope(_scope);
                (_key, _endOfScope) = (first, first + count);
            }
        }
        while (!AtEnd && _key == _endOfScope);
    }
}
