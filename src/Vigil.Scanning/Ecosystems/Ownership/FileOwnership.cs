using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Ownership;

/// <summary>Tells which package of the distribution a file belongs to: what the distribution owns is judged by its advisories alone.</summary>
internal sealed class FileOwnership
{
    private readonly Dictionary<ulong, string> _owners;

    /// <summary>Looks up the owners of some files; all other files are passed over, as a host has hundreds of thousands.</summary>
    /// <param name="view">The artifact, with its lists of files.</param>
    /// <param name="paths">The files that are going to be asked for.</param>
    public FileOwnership(ArtifactView view, IEnumerable<string> paths)
    {
        _owners = paths.Select(HashOf).Distinct().ToDictionary(hash => hash, _ => "");
        if (_owners.Count == 0)
        {
            return;
        }

        foreach (var owned in view.Files.SelectMany(file => file.Facts).OfType<OwnedFiles>())
        {
            foreach (var path in owned.Paths)
            {
                if (_owners.ContainsKey(path))
                {
                    _owners[path] = owned.Package;
                }
            }
        }
    }

    /// <summary>Name of the owning package, or empty.</summary>
    /// <param name="path">One of those given before.</param>
    public string OwnerOf(string path) => _owners.GetValueOrDefault(HashOf(path), "");

    private static ulong HashOf(string path) => OwnedPath.HashOf(Encoding.UTF8.GetBytes(path));
}
