using Vigil.Scanning.Artifacts.Layers;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>Unpacked content, counted.</summary>
internal sealed class BudgetedStream(Stream content, UnpackingBudget budget) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        var count = content.Read(buffer);
        budget.CountBytes(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
