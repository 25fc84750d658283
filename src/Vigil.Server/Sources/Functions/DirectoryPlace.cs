using System.Globalization;
using Vigil.Server.Work;

namespace Vigil.Server.Sources.Functions;

/// <summary>A directory of function packages, at most two levels deep. Links are not followed.</summary>
internal sealed class DirectoryPlace(string root) : IFunctionPlace
{
    private const int MostFiles = 100_000;

    private static readonly EnumerationOptions Options = new() { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, RecurseSubdirectories = true, MaxRecursionDepth = 2 };

    public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellation)
    {
        var files = new DirectoryInfo(root).EnumerateFiles("*", Options).Take(MostFiles + 1)
            .Select(file => new StoredFile(
                Path.GetRelativePath(root, file.FullName),
                string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}"),
                file.Length))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        return files.Count > MostFiles ? throw new WorkException($"{root} holds more than {MostFiles} files") : Task.FromResult<IReadOnlyList<StoredFile>>(files);
    }

    public Task<string> FetchAsync(string path, string scratch, CancellationToken cancellation)
    {
        var full = AllowedPlaces.RealPath(Path.Combine(root, path));
        return full is not null && AllowedPlaces.IsWithin(full, root) && File.Exists(full)
            ? Task.FromResult(full)
            : throw new WorkException($"{path} is not there");
    }
}
