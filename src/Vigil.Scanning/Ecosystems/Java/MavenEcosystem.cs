using Vigil.Scanning.Ecosystems.Java.Poms;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Libraries for the Java virtual machine, named as in Maven Central: <c>group:artifact</c>.</summary>
internal sealed class MavenEcosystem() : LanguageEcosystem("Maven", "maven", "maven")
{
    public override IReadOnlyList<IFileExtractor> Extractors { get; } =
        [new JarExtractor(), new PomExtractor(), new GradleLockExtractor(), new SbtLockExtractor()];

    protected override (string Namespace, string Name) SplitName(string fullName)
    {
        var colon = fullName.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", fullName) : (fullName[..colon], fullName[(colon + 1)..]);
    }
}
