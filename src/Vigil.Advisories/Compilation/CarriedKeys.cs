using System.Text;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Walks along the keys of the generation before, in the form that rows have theirs while they are compiled.</summary>
internal sealed class CarriedKeys
{
    private readonly Remainder _before;
    private readonly ByteWriter _key = new();
    private readonly ByteWriter _block = new();
    private int _scope = -1;
    private int _at = -1;
    private int _endOfScope;
    private int _scopeLength;

    public CarriedKeys(Remainder before)
    {
        _before = before;
        MoveNext();
    }

    public bool AtEnd => _at >= _before.Store.KeyCount;

    /// <summary>Ecosystem, release and name, each ended by a zero byte.</summary>
    public ReadOnlySpan<byte> Key => _key.Written;

    /// <summary>Whether it loses or gains rows.</summary>
    public bool IsTouched => _before.Touched[_at];

    public ReadOnlySpan<byte> Meaning => Keys.Meaning(_at);

    public void MoveNext()
    {
        _at++;
        var keys = Keys;
        while (!AtEnd && _at >= _endOfScope)
        {
            var (ecosystem, release, first, count) = keys.Scope(++_scope);
            _endOfScope = first + count;
            var words = new BlobTable(_before.Store.File[Section.Words]);
            _key.Truncate();
            Terminated(words[ecosystem]);
            Terminated(words[release]);
            _scopeLength = _key.Length;
        }

        if (!AtEnd)
        {
            _key.Truncate(_scopeLength);
            Terminated(keys.Name(_at));
        }
    }

    /// <summary>The block in the numbers of the generation to come, and how many rows it has.</summary>
    public ReadOnlySpan<byte> CarryBlock(out int rows)
    {
        var block = new ByteReader(Keys.Block(_at));
        _block.Truncate();
        _block.Blob(block.ReadBlob());
        for (rows = 0; !block.AtEnd; rows++)
        {
            RecordGrammar.Row(_before, ref block, _block);
        }

        return _block.Written;
    }

    /// <summary>The rows of the key as they were.</summary>
    public AffectedRows Rows() => new(_before.Store, Keys.Block(_at));

    /// <summary>Adds a row that stays to the block that is built.</summary>
    /// <param name="row">One of <see cref="Rows"/>.</param>
    /// <param name="fold">The same as <see cref="TryWrite"/> wrote it.</param>
    /// <param name="block">Gets it.</param>
    public void Keep(in AffectedRow row, ReadOnlySpan<byte> fold, KeyBlockBuilder block) => block.Keep(row, fold, _before);

    /// <summary>Writes a row in the form of one that is compiled, without the key and the repositories.</summary>
    /// <param name="row">One of <see cref="Rows"/>.</param>
    /// <param name="fold">Gets it.</param>
    /// <returns>Whether it stays.</returns>
    public bool TryWrite(in AffectedRow row, ByteWriter fold)
    {
        fold.Truncate();
        if (_before.Restated[row.AdvisoryIndex])
        {
            return false;
        }

        RowCodec.WriteStored(row, _before.Store, fold);
        return true;
    }

    /// <summary>The place of a key in a generation, or -1.</summary>
    public static int Find(AdvisoryStore store, ReadOnlySpan<byte> ecosystem, ReadOnlySpan<byte> release, ReadOnlySpan<byte> name)
    {
        var keys = new KeyTable(store.File);
        var scope = keys.FindScope(ecosystem, release);
        return scope < 0 ? -1 : keys.Find(scope, name.Contains((byte)0) ? Encoding.UTF8.GetBytes(RowCodec.WithoutZeros(Encoding.UTF8.GetString(name))) : name);
    }

    private KeyTable Keys => new(_before.Store.File);

    private void Terminated(ReadOnlySpan<byte> text)
    {
        _key.Bytes(text);
        _key.Byte(0);
    }
}
