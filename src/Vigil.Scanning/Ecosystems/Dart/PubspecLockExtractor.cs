using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Dart;

/// <summary>Reads <c>pubspec.lock</c>. It says of each package how the project came to it, and not who needs it.</summary>
internal sealed class PubspecLockExtractor() : DocumentExtractor("pubspec.lock", Notation.Yaml)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        RequireOneOf(document, "packages");
        foreach (var (name, entry) in document["packages"].Members.Where(member => member.Key.Length > 0 && member.Value.IsMap))
        {
            sink.Add(new PackageFact
            {
                Kind = DartEcosystem.Id,
                Name = name,
                Version = entry["version"].Text,
                IsLocked = true,
                Dependency = entry["dependency"].Text switch
                {
                    "direct main" or "direct overridden" => new Dependency { Relation = DependencyRelation.Direct, Scope = DependencyScope.Runtime },
                    "direct dev" => new Dependency { Relation = DependencyRelation.Direct, Scope = DependencyScope.Development, Groups = ["dev"] },
                    "transitive" => new Dependency { Relation = DependencyRelation.Transitive },
                    _ => Dependency.Unknown,
                },
            });
        }
    }
}
