using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>Where coordinates stand in the generation to which a delta is under way, whatever step it is at.</summary>
internal sealed class DeltaStandings(Session session, CoordinateTable coordinates, Judge judge)
{
    // while a delta is under way, coordinates are struck off and none is added
    private readonly HashSet<int> _concerned = [.. session["SELECT coordinate FROM delta_coordinate"].List(row => row.GetInt32(0))];

    /// <summary>Where a coordinate will stand when the delta is done.</summary>
    public Standing Of(int coordinate)
    {
        if (!_concerned.Contains(coordinate))
        {
            return coordinates.StandingOf(coordinate); // its advisories did not change
        }

        var found = session["SELECT state, verdicts FROM delta_coordinate WHERE coordinate = $1"].List(
            row => row.GetInt64(0) < 0 ? (Standing?)null : Rows.Standing(row, 0), (long)coordinate);
        return found switch
        {
            [] => coordinates.StandingOf(coordinate), // they did, and say the same of it
            [null, ..] => judge.StandingOf(coordinates.Get(coordinate)), // they did, and nobody looked yet
            [var standing, ..] => standing,
        };
    }
}
