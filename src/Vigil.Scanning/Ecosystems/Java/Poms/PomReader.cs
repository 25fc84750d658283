using System.Xml;

namespace Vigil.Scanning.Ecosystems.Java.Poms;

/// <summary>Reads <c>pom.xml</c> (POM 4.0.0).</summary>
internal sealed class PomReader
{
    private const int MaxItems = 100_000;

    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);
    private readonly List<PomDependency> _dependencies = [];
    private readonly List<PomDependency> _managed = [];
    private PomProject _project;

    private PomReader() => _project = new PomProject { Properties = _properties, Dependencies = _dependencies, Managed = _managed };

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no POM, or over all bounds.</exception>
    public static PomProject Read(Stream content)
    {
        var reader = new PomReader();
        XmlWalk.Read(content, "project", xml => xml.ForEachChild(name => reader.ReadMember(xml, name)));
        return reader._project;
    }

    private void ReadMember(XmlReader xml, string name)
    {
        switch (name)
        {
            case "groupId":
                _project = _project with { Group = xml.ReadText() };
                break;
            case "artifactId":
                _project = _project with { Artifact = xml.ReadText() };
                break;
            case "version":
                _project = _project with { Version = xml.ReadText() };
                break;
            case "parent":
                ReadParent(xml);
                break;
            case "profiles":
                xml.ForEachChild(_ => ReadProfile(xml));
                break;
            default:
                ReadShared(xml, name);
                break;
        }
    }

    // what projects and profiles have in common
    private void ReadShared(XmlReader xml, string name)
    {
        switch (name)
        {
            case "properties":
                xml.ForEachChild(property => Keep(property, xml.ReadText()));
                break;
            case "dependencies":
                ReadDependencies(xml, _dependencies);
                break;
            case "dependencyManagement":
                xml.ForEachChild(_ => ReadDependencies(xml, _managed));
                break;
            default:
                xml.Skip();
                break;
        }
    }

    private void Keep(string property, string value)
    {
        Bound(_properties.Count);
        _properties[property] = value;
    }

    private void ReadParent(XmlReader xml)
    {
        string group = "", artifact = "", version = "", path = _project.ParentPath;
        xml.ForEachChild(name =>
        {
            switch (name)
            {
                case "groupId":
                    group = xml.ReadText();
                    break;
                case "artifactId":
                    artifact = xml.ReadText();
                    break;
                case "version":
                    version = xml.ReadText();
                    break;
                case "relativePath":
                    path = xml.ReadText();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        });
        _project = _project with { Parent = new MavenCoordinate(group, artifact, version), ParentPath = path };
    }

    // whether a profile is active depends on the machine, except for those that are unless another is chosen
    private void ReadProfile(XmlReader xml)
    {
        var isActive = false;
        xml.ForEachChild(name =>
        {
            if (name == "activation")
            {
                xml.ForEachChild(condition =>
                {
                    var text = xml.ReadText();
                    isActive |= condition == "activeByDefault" && text == "true";
                });
            }
            else if (isActive)
            {
                ReadShared(xml, name);
            }
            else
            {
                xml.Skip();
            }
        });
    }

    private static void ReadDependencies(XmlReader xml, List<PomDependency> into) => xml.ForEachChild(_ =>
    {
        var dependency = new PomDependency("", "", "", "", "", IsOptional: false);
        xml.ForEachChild(name => dependency = name switch
        {
            "groupId" => dependency with { Group = xml.ReadText() },
            "artifactId" => dependency with { Artifact = xml.ReadText() },
            "version" => dependency with { Version = xml.ReadText() },
            "scope" => dependency with { Scope = xml.ReadText() },
            "type" => dependency with { Type = xml.ReadText() },
            "optional" => dependency with { IsOptional = xml.ReadText() == "true" },
            _ => Skip(xml, dependency),
        });
        Bound(into.Count);
        into.Add(dependency);
    });

    private static PomDependency Skip(XmlReader xml, PomDependency dependency)
    {
        xml.Skip();
        return dependency;
    }

    private static void Bound(int count)
    {
        if (count == MaxItems)
        {
            throw new InvalidDataException($"It has more than {MaxItems} dependencies or properties.");
        }
    }
}
