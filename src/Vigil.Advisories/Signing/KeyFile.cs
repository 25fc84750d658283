namespace Vigil.Advisories.Signing;

/// <summary>Keys on disk, in PEM.</summary>
public static class KeyFile
{
    private const int MaxBytes = 64 << 10;

    /// <summary>Reads a file of keys.</summary>
    /// <exception cref="FormatException">It is not there, cannot be read, or is too large for one.</exception>
    public static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxBytes ? File.ReadAllText(path) : throw new FormatException($"{path} is too large for a file of keys");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the key {path} cannot be read: {ex.Message}", ex);
        }
    }

    /// <summary>Writes a new file that nobody else may read, and never one over another.</summary>
    /// <exception cref="FormatException">There is one already, or it cannot be written.</exception>
    public static void WriteSecret(string path, string pem)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(path, options);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(pem));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the key {path} cannot be written: {ex.Message}", ex);
        }
    }
}
