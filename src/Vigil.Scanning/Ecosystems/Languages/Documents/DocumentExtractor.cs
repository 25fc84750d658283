using System.Text;
using System.Text.Json;
using Tomlyn;
using Vigil.Scanning.Extraction;
using YamlDotNet.Core;

namespace Vigil.Scanning.Ecosystems.Languages.Documents;

/// <summary>A lock file in JSON, TOML or YAML.</summary>
/// <param name="name">Name of the type of file; also that of the files unless <see cref="Wants"/> says otherwise.</param>
/// <param name="notation">What it is written in.</param>
internal abstract class DocumentExtractor(string name, Notation notation) : IFileExtractor
{
    // far more than any project has; a document takes several times its size
    private const long MaxBytes = 32L << 20;

    private readonly byte[] _fileName = Encoding.UTF8.GetBytes(name);

    public string Name => name;

    public virtual int Version => 1;

    /// <summary>Whether the document may also be a list.</summary>
    protected virtual bool MayBeList => false;

    public virtual bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual(_fileName) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        try
        {
            var document = Read(content.ReadAll(MaxBytes));
            if (!document.IsMap && !(document.Kind == DocumentNodeKind.List && MayBeList) && !(document.Kind == DocumentNodeKind.Absent && notation == Notation.Yaml))
            {
                throw new InvalidDataException("there is no map at its top");
            }

            Read(path, document, sink);
        }
        catch (Exception ex) when (ex is JsonException or TomlException or YamlException or InvalidDataException or InvalidOperationException or FormatException or ArgumentException)
        {
            // InvalidOperationException is the JSON reader's word for text that is no UTF-8, ArgumentException the TOML parser's for a character that is none
            sink.Report(EcosystemCodes.DamagedFile, path, $"The file is no sound {Name}: {ex.Message}");
        }
    }

    /// <summary>Finds the packages in the document.</summary>
    /// <exception cref="InvalidDataException">It is a document of another kind.</exception>
    protected abstract void Read(string path, DocumentNode document, FactSink sink);

    /// <summary>For YAML, in which an error page is a document too: demands one of the members that every such file has.</summary>
    /// <exception cref="InvalidDataException">There is none of them.</exception>
    protected static void RequireOneOf(DocumentNode document, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            if (document.Has(member))
            {
                return;
            }
        }

        throw new InvalidDataException($"it has no '{members[0]}'");
    }

    private DocumentNode Read(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        return notation switch
        {
            Notation.Json => JsonNotation.Read(bytes.Span),
            Notation.Toml => TomlNotation.Read(Encoding.UTF8.GetString(bytes.Span)),
            _ => YamlNotation.Read(new StringReader(Encoding.UTF8.GetString(bytes.Span))),
        };
    }
}

/// <summary>What a lock file is written in.</summary>
internal enum Notation
{
    Json,
    Toml,
    Yaml,
}
