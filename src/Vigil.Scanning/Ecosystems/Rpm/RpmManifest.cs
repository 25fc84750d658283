using System.Text;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>
/// The list that distroless images of Azure Linux carry instead of a database: what
/// <c>rpm -qa --qf '%{NAME}\t%{VERSION}-%{RELEASE}\t%{INSTALLTIME}\t%{BUILDTIME}\t%{VENDOR}\t%{EPOCH}\t%{SIZE}\t%{ARCH}\t%{EPOCHNUM}\t%{SOURCERPM}'</c> printed.
/// </summary>
internal static class RpmManifest
{
    public const string Path = "var/lib/rpmmanifest/container-manifest-2";

    private const int Columns = 10;

    public static void Read(ReadOnlySpan<byte> text, FactSink sink)
    {
        var texts = new TextPool();
        var lines = new LineReader(text);
        Span<Range> columns = stackalloc Range[Columns + 1];
        while (lines.MoveNext())
        {
            var line = lines.Line;
            if (line.IsEmpty)
            {
                continue;
            }

            if (Split(line, columns) != Columns || !IsPackage(line[columns[0]], line[columns[1]], line[columns[8]]))
            {
                sink.Report(EcosystemCodes.DamagedFile, Path, $"Line {lines.Number} is no package of a manifest: '{Quote.Of(line)}'.");
                continue;
            }

            var epoch = line[columns[8]];
            var version = texts.Get(line[columns[1]]);
            sink.Add(new PackageFact
            {
                Kind = "rpm",
                Name = texts.Get(line[columns[0]]),
                Version = epoch.SequenceEqual("0"u8) ? version : $"{Encoding.UTF8.GetString(epoch)}:{version}",
                Arch = texts.Get(line[columns[7]]),
                SourceRpm = texts.Get(line[columns[9]]),
                Vendor = texts.Get(line[columns[4]]),
            });
        }
    }

    private static bool IsPackage(ReadOnlySpan<byte> name, ReadOnlySpan<byte> version, ReadOnlySpan<byte> epoch) =>
        PackageName.IsPlausible(name) && !version.IsEmpty && !epoch.IsEmpty && !epoch.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static int Split(ReadOnlySpan<byte> line, Span<Range> columns)
    {
        var count = 0;
        foreach (var column in line.Split((byte)'\t'))
        {
            if (count == columns.Length)
            {
                break;
            }

            columns[count++] = column;
        }

        return count;
    }
}
