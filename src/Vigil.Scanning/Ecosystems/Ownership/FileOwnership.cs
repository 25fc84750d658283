using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Ownership;

/// <summary>Tells which package of the distribution a file belongs to: what the distribution owns is judged by its advisories alone.</summary>
/// <remarks>Built only when somebody asks: the lists of files are not read for operating system packages themselves.</remarks>
internal sealed class FileOwnership
{
    private readonly Dictionary<ulong, string> _owners = [];

    public FileOwnership(ArtifactView view)
    {
        foreach (var owned in view.Files.SelectMany(file => file.Facts).OfType<OwnedFiles>())
        {
            foreach (var path in owned.Paths)
            {
                _owners[path] = owned.Package;
            }
        }
    }

    /// <summary>Name of the owning package, or <see langword="null"/>.</summary>
    public string? OwnerOf(string path) => _owners.GetValueOrDefault(OwnedPath.HashOf(Encoding.UTF8.GetBytes(path)));
}
