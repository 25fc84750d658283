using System.Text;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Elixir;

/// <summary>Reads <c>rebar.lock</c> of Erlang, one package a line: <c>{&lt;&lt;"cowlib"&gt;&gt;,{pkg,&lt;&lt;"cowlib"&gt;&gt;,&lt;&lt;"2.11.0"&gt;&gt;},1}</c>; the number is 0 for what the project asks for.</summary>
internal sealed class RebarLockExtractor : IFileExtractor
{
    private const long MaxBytes = 32L << 20;

    public string Name => "rebar.lock";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("rebar.lock"u8) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).Trim(' ', '[', ',', ']', '.');
            var words = new List<string>();
            var terms = new TermReader(line);
            while (terms.MoveNext())
            {
                words.Add(terms.Word.ToString());
            }

            // checksums follow as {pkg_hash,[{<<"cowlib">>, <<"0B9F…">>}]}
            if (words is ["", "pkg", "", ..])
            {
                sink.Report(EcosystemCodes.IncompleteEntry, path, $"Line {lines.Number} names no package.");
            }
            else if (words is [var key, "pkg", var name, var version, ..])
            {
                sink.Add(new PackageFact
                {
                    Kind = ElixirEcosystem.Id,
                    Name = name.Length > 0 ? name : key,
                    Version = version,
                    IsLocked = true,
                    Dependency = new Dependency { Relation = line.EndsWith(",0}", StringComparison.Ordinal) ? DependencyRelation.Direct : DependencyRelation.Transitive },
                });
            }
        }
    }
}
