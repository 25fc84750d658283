using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>Gives out the numbers of one table's rows, from one up, within a write; <see cref="Save"/> before it ends.</summary>
internal sealed class Numbers(Session session, string table)
{
    private long _next;

    public long Take()
    {
        if (_next == 0)
        {
            _next = session["SELECT next FROM numbering WHERE name = $1"].Number(table) ?? 1;
        }

        return _next++;
    }

    public void Save()
    {
        if (_next > 0)
        {
            session["INSERT INTO numbering VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET next = excluded.next"].Run(table, _next);
            _next = 0; // another process may write next
        }
    }
}
