namespace Vigil.Cli.Agent;

/// <summary>Where an agent keeps its key and what it could not send yet: readable by its own user alone.</summary>
internal sealed class StateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;

    /// <summary>Makes the directory when it is not there.</summary>
    /// <exception cref="FormatException">It cannot be made or written.</exception>
    public StateDirectory(string path)
    {
        _path = path;
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"--state {path} cannot be made: {fault.Message}", fault);
        }
    }

    /// <summary>The bytes of a file; <see langword="null"/> when it is not there.</summary>
    public byte[]? Read(string name)
    {
        var path = Path.Combine(_path, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>Writes a file so that whoever reads it, also after a power cut, finds the old or the new one.</summary>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_path, name);
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(fresh, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Removes a file that may be there.</summary>
    public void Delete(string name) => File.Delete(Path.Combine(_path, name));
}
