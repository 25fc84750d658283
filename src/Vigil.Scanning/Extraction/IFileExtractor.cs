using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Extraction;

/// <summary>Reads packages, or facts about them, out of one kind of file. Stateless: the same bytes always give the same facts.</summary>
public interface IFileExtractor
{
    /// <summary>Name in diagnostics and cache keys: <c>dpkg</c>, <c>rpmdb</c>.</summary>
    string Name { get; }

    /// <summary>Raised whenever the same bytes would give other facts.</summary>
    int Version { get; }

    /// <summary>
    /// Files and directories outside which this extractor wants nothing (<c>var/lib/dpkg</c>, <c>etc/os-release</c>); empty when its files may lie
    /// anywhere. Symbolic links on the way to a place are followed, and a host is only walked in full when an extractor has no places.
    /// </summary>
    IReadOnlyList<string> Places => [];

    /// <summary>
    /// Whether the file should be read. Called for every file of an artifact: no allocation. Decide by name; the length may be unknown.
    /// </summary>
    bool Wants(in FileEntry entry);

    /// <summary>
    /// Reads the file. What cannot be read is told to the sink; an exception is taken as "this file is unreadable" and becomes a diagnostic.
    /// </summary>
    /// <param name="path">Path from the root of the artifact, in the form of <see cref="FileEntry.Path"/>.</param>
    /// <param name="content">The bytes; not valid after the call.</param>
    /// <param name="sink">Takes what was found.</param>
    void Extract(string path, FileContent content, FactSink sink);
}
