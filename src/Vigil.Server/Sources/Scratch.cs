namespace Vigil.Server.Sources;

/// <summary>A directory for a moment.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("vigil-source-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
