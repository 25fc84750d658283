using Vigil.Domain;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Reads the stanzas of a dpkg or opkg status file (deb-control(5); <c>Status</c> as in dpkg(1), "Package states").</summary>
/// <param name="kind">Kind of the facts: <c>dpkg</c> or <c>opkg</c>.</param>
/// <param name="path">Path for diagnostics.</param>
/// <param name="statusRequired">
/// Whether a stanza without <c>Status</c> is incomplete. Files of <c>status.d</c> (distroless) state none: what has a file there is installed.
/// </param>
/// <param name="sink">Takes the packages.</param>
internal sealed class DpkgStatus(string kind, string path, bool statusRequired, FactSink sink)
{
    private readonly TextPool _texts = new();
    private readonly Dictionary<(string Name, string Arch), PackageFact> _packages = [];
    private int _notInstalled;

    /// <summary>Reads all stanzas and gives the packages to the sink in the order of the file.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        var lines = new LineReader(text);
        var stanza = default(Stanza);
        var stanzas = 0;
        while (lines.MoveNext())
        {
            var line = lines.Line;
            if (line.Trim(" \t"u8).IsEmpty)
            {
                stanzas += Finish(ref stanza);
            }
            else if (!stanza.TryAdd(line))
            {
                sink.Report(EcosystemCodes.DamagedFile, path, $"Line {lines.Number} is no field of a stanza: '{Quote.Of(line)}'.");
            }
        }

        stanzas += Finish(ref stanza);
        if (stanzas > 0 && _packages.Count + _notInstalled == 0)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, "No stanza of the file states a package with name, version and status.");
        }

        foreach (var package in _packages.Values)
        {
            sink.Add(package);
        }
    }

    private int Finish(ref Stanza stanza)
    {
        if (!stanza.HasFields)
        {
            return 0;
        }

        if (IsInstalled(stanza))
        {
            Add(stanza);
        }

        stanza = default;
        return 1;
    }

    private bool IsInstalled(in Stanza stanza)
    {
        if (stanza.Status.IsEmpty)
        {
            if (statusRequired)
            {
                ReportIncomplete(stanza, nameof(Stanza.Status));
            }

            return !statusRequired;
        }

        var state = stanza.Status[(stanza.Status.LastIndexOf((byte)' ') + 1)..];
        if (state.SequenceEqual("installed"u8) || state.SequenceEqual("half-configured"u8) || state.StartsWith("triggers-"u8))
        {
            return true;
        }

        if (state.SequenceEqual("config-files"u8) || state.SequenceEqual("not-installed"u8))
        {
            _notInstalled++;
        }
        else if (state.SequenceEqual("unpacked"u8) || state.SequenceEqual("half-installed"u8))
        {
            _notInstalled++;
            Report(EcosystemCodes.PartlyInstalled, stanza, $"is {_texts.Get(state)}: it is not counted as installed");
        }
        else
        {
            Report(EcosystemCodes.DamagedFile, stanza, $"has an unknown status '{Quote.Of(stanza.Status)}'");
        }

        return false;
    }

    private void Add(in Stanza stanza)
    {
        if (stanza.Package.IsEmpty || stanza.Version.IsEmpty)
        {
            ReportIncomplete(stanza, stanza.Package.IsEmpty ? nameof(Stanza.Package) : nameof(Stanza.Version));
            return;
        }

        if (!PackageName.IsPlausible(stanza.Package))
        {
            Report(EcosystemCodes.DamagedFile, stanza, "has an impossible name: its stanza was skipped");
            return;
        }

        var package = new PackageFact
        {
            Kind = kind,
            Name = _texts.Get(stanza.Package),
            Version = _texts.Get(stanza.Version),
            Arch = _texts.Get(stanza.Architecture),
            SourceName = _texts.Get(stanza.SourceName),
            SourceVersion = _texts.Get(stanza.SourceVersion),
            Vendor = _texts.Get(stanza.Maintainer),
            Origin = _texts.Get(stanza.Origin),
            Status = _texts.Get(stanza.Status),
        };
        if (!_packages.TryAdd((package.Name, package.Arch), package))
        {
            Report(EcosystemCodes.ContradictoryEntries, stanza, "stands in the file twice: the later stanza counts");
            _packages[(package.Name, package.Arch)] = package;
        }
    }

    private void ReportIncomplete(in Stanza stanza, string field) =>
        Report(EcosystemCodes.IncompleteEntry, stanza, $"has no field {field}: its stanza was skipped");

    private void Report(DiagnosticCode code, in Stanza stanza, string fault) =>
        sink.Report(code, path, $"Package '{Quote.Of(stanza.Package)}' {fault}.");
}
