using Vigil.Server.Settings;

namespace Vigil.Server.Hosting;

/// <summary>Whether the server can answer: its database can be read.</summary>
internal static class Readiness
{
    public static IResult Check(Organization organization)
    {
        try
        {
            return organization.State is not null ? Results.Text("ready") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
