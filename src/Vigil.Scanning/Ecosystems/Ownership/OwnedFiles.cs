using System.Collections.Immutable;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Ownership;

/// <summary>The files of one installed package.</summary>
/// <param name="Package">Name of the package.</param>
/// <param name="Paths">Hashes of the paths, by <see cref="OwnedPath"/>: a host has hundreds of thousands.</param>
internal sealed record OwnedFiles(string Package, ImmutableArray<ulong> Paths) : FileFact;
