namespace Vigil.Advisories.Download;

/// <summary>A document in the cache, with the part of its successor that has come so far.</summary>
/// <remarks>Parts and validators are kept apart, in <c>.download</c>, so that the cache has the layout of a mirror and nothing else.</remarks>
internal sealed class DownloadFile
{
    /// <summary>Folder of what downloads keep for themselves.</summary>
    public const string StateFolder = ".download";

    private readonly string _besidePath;

    /// <param name="root">The cache.</param>
    /// <param name="relative">Path of the document in it.</param>
    public DownloadFile(string root, string relative)
    {
        Path = System.IO.Path.Combine(root, relative);
        _besidePath = System.IO.Path.Combine(root, StateFolder, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_besidePath) ?? root);
    }

    /// <summary>The document.</summary>
    public string Path { get; }

    /// <summary>What has come of its successor.</summary>
    public string PartPath => _besidePath + ".part";

    /// <summary>Validators of the successor.</summary>
    public string PartStatePath => _besidePath + ".part.state";

    /// <summary>Whether the document is here.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Validators of the document.</summary>
    public DocumentState State => DocumentState.Load(_besidePath + ".state");

    /// <summary>Validators of the successor.</summary>
    public DocumentState PartState => DocumentState.Load(PartStatePath);

    /// <summary>Bytes that have come of the successor.</summary>
    public long PartBytes => File.Exists(PartPath) ? new FileInfo(PartPath).Length : 0;

    /// <summary>Forgets what has come.</summary>
    public void DeletePart()
    {
        File.Delete(PartPath);
        File.Delete(PartStatePath);
    }

    /// <summary>Puts the successor in the place of the document. Dying in between costs one download, never a document.</summary>
    public void Publish()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path) ?? Path);
        File.Delete(_besidePath + ".state");
        File.Move(PartPath, Path, overwrite: true);
        File.Move(PartStatePath, _besidePath + ".state", overwrite: true);
    }

    /// <summary>Deletes the document with all that belongs to it.</summary>
    public void Delete()
    {
        DeletePart();
        File.Delete(_besidePath + ".state");
        File.Delete(Path);
    }
}
