using System.Buffers;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>What Maven Central knows an archive by.</summary>
/// <param name="Group">Group id: <c>org.apache.commons</c>.</param>
/// <param name="Artifact">Artifact id: <c>commons-text</c>.</param>
/// <param name="Version">Version; empty when unknown.</param>
internal readonly record struct MavenCoordinate(string Group, string Artifact, string Version)
{
    private const int MaxLength = 512;

    private static readonly SearchValues<char> NoWord = SearchValues.Create(" \t\r\n${}:/\\\"'<>\0");

    /// <summary>The name in advisories, <c>group:artifact</c>.</summary>
    public string Name => $"{Group}:{Artifact}";

    /// <summary>Whether all three parts are there and none is a variable or a sentence.</summary>
    public bool IsComplete => IsWord(Group) && IsWord(Artifact) && IsWord(Version);

    /// <summary>Whether a text can be one part of a coordinate.</summary>
    public static bool IsWord(string text) =>
        text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAny(NoWord);
}
