using System.Globalization;
using Vigil.Scanning.Extraction;

namespace Vigil.Cli.Output;

/// <summary>One line on a terminal's standard error that says how far a scan is, and is gone at its end. Nothing in a pipe.</summary>
internal sealed class ProgressLine : IProgress<ScanProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Lock _lock = new();
    private long _shownAt;
    private int _width;

    private ProgressLine()
    {
    }

    /// <summary>Starts a line where someone can see it.</summary>
    public static ProgressLine? Start(bool isWanted) => isWanted && !Console.IsErrorRedirected ? new ProgressLine() : null;

    /// <inheritdoc/>
    public void Report(ScanProgress value)
    {
        lock (_lock)
        {
            if (_shownAt != 0 && _time.GetElapsedTime(_shownAt) < Interval)
            {
                return;
            }

            _shownAt = _time.GetTimestamp();
            Show(Text(value));
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Show("");
            Console.Error.Write('\r');
        }
    }

    private static string Text(ScanProgress progress)
    {
        var read = progress.BytesRead / (1024.0 * 1024);
        var total = progress.BytesTotal / (1024.0 * 1024);
        var bytes = progress.BytesTotal > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{read:0} of {total:0} MiB")
            : string.Create(CultureInfo.InvariantCulture, $"{read:0} MiB");
        var layers = progress.Layers > 0 ? $", {progress.LayersDone} of {progress.Layers} layers" : "";
        return $"reading: {bytes}{layers}, {progress.Entries} entries";
    }

    private void Show(string text)
    {
        Console.Error.Write($"\r{text.PadRight(_width)}");
        _width = text.Length;
    }
}
