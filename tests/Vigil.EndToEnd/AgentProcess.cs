using System.Diagnostics;

namespace Vigil.EndToEnd;

/// <summary>A real agent on a second host.</summary>
internal sealed class AgentProcess(Process process) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<string> _said = [];

    /// <summary>Waits until it says something.</summary>
    public async Task SaysAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
            {
                _said.Add(line);
                if (line.Contains(words, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // told below
        }

        Assert.Fail($"The agent did not say \"{words}\", but:\n{string.Join('\n', _said)}");
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> EndsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }
}
