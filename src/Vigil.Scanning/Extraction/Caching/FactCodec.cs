using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Ecosystems.Rpm.Origins;

namespace Vigil.Scanning.Extraction.Caching;

/// <summary>What a file says, as bytes. A member that a fact gains has to be written here; a test compares.</summary>
internal static class FactCodec
{
    private const byte OfPackage = 1, OfIdentity = 2, OfOwnedFiles = 3, OfRepository = 4, OfOrigin = 5;

    /// <summary>Writes a fact.</summary>
    /// <returns>Whether it is of a kind that is kept.</returns>
    public static bool TryWrite(BinaryWriter writer, FileFact fact)
    {
        switch (fact)
        {
            case PackageFact package:
                writer.Write(OfPackage);
                Write(writer, package);
                return true;
            case IdentityFile identity:
                writer.Write(OfIdentity);
                writer.Write(identity.Text);
                return true;
            case OwnedFiles owned:
                writer.Write(OfOwnedFiles);
                writer.Write(owned.Package);
                writer.Write(owned.Paths.Length);
                writer.Write(MemoryMarshal.AsBytes(owned.Paths.AsSpan()));
                return true;
            case EnabledRepository repository:
                writer.Write(OfRepository);
                writer.Write(repository.Id);
                return true;
            case PackageOrigin origin:
                writer.Write(OfOrigin);
                writer.Write(origin.Package);
                writer.Write(origin.Repository);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads it again.</summary>
    public static FileFact Read(BinaryReader reader) => reader.ReadByte() switch
    {
        OfPackage => ReadPackage(reader),
        OfIdentity => new IdentityFile(reader.ReadString()),
        OfOwnedFiles => new OwnedFiles(reader.ReadString(), ReadNumbers(reader)),
        OfRepository => new EnabledRepository(reader.ReadString()),
        OfOrigin => new PackageOrigin(reader.ReadString(), reader.ReadString()),
        var other => throw new FormatException($"{other} is no kind of fact."),
    };

    private static void Write(BinaryWriter writer, PackageFact fact)
    {
        writer.Write(fact.Kind);
        writer.Write(fact.Name);
        writer.Write(fact.Version);
        writer.Write(fact.Arch);
        writer.Write(fact.SourceName);
        writer.Write(fact.SourceVersion);
        writer.Write(fact.SourceRpm);
        writer.Write(fact.ModularityLabel);
        writer.Write(fact.Vendor);
        writer.Write(fact.Origin);
        writer.Write(fact.SignatureKeyId);
        writer.Write(fact.License);
        writer.Write(fact.Status);
        writer.Write(fact.Repository);
        writer.Write(fact.InnerPath);
        writer.Write(fact.IsLocked);
        writer.Write(fact.IsGuess);
        writer.Write(fact.IsProject);
        writer.Write((int)fact.Dependency.Relation);
        writer.Write((int)fact.Dependency.Scope);
        Write(writer, fact.Dependency.Groups);
        Write(writer, fact.Dependency.Path);
        Write(writer, [.. fact.Qualifiers.SelectMany(qualifier => new[] { qualifier.Key, qualifier.Value })]);
    }

    // in the order in which they were written: initialisers run from top to bottom
    private static PackageFact ReadPackage(BinaryReader reader) => new()
    {
        Kind = reader.ReadString(),
        Name = reader.ReadString(),
        Version = reader.ReadString(),
        Arch = reader.ReadString(),
        SourceName = reader.ReadString(),
        SourceVersion = reader.ReadString(),
        SourceRpm = reader.ReadString(),
        ModularityLabel = reader.ReadString(),
        Vendor = reader.ReadString(),
        Origin = reader.ReadString(),
        SignatureKeyId = reader.ReadString(),
        License = reader.ReadString(),
        Status = reader.ReadString(),
        Repository = reader.ReadString(),
        InnerPath = reader.ReadString(),
        IsLocked = reader.ReadBoolean(),
        IsGuess = reader.ReadBoolean(),
        IsProject = reader.ReadBoolean(),
        Dependency = new Dependency
        {
            Relation = (DependencyRelation)reader.ReadInt32(),
            Scope = (DependencyScope)reader.ReadInt32(),
            Groups = ReadTexts(reader),
            Path = ReadTexts(reader),
        },
        Qualifiers = [.. ReadTexts(reader).Chunk(2).Select(pair => new PurlQualifier(pair[0], pair[1]))],
    };

    private static void Write(BinaryWriter writer, EquatableArray<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static EquatableArray<string> ReadTexts(BinaryReader reader)
    {
        var texts = new string[reader.ReadInt32()];
        for (var at = 0; at < texts.Length; at++)
        {
            texts[at] = reader.ReadString();
        }

        return [.. texts];
    }

    private static ImmutableArray<ulong> ReadNumbers(BinaryReader reader)
    {
        var numbers = new ulong[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }
}
