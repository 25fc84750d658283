using System.Text;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Reads <c>pom.properties</c>, which Maven puts into every archive that it builds: group, artifact and version, a line each.</summary>
internal static class PomProperties
{
    /// <summary>Reads the coordinate; parts that are not stated are empty.</summary>
    public static MavenCoordinate Read(ReadOnlySpan<byte> text)
    {
        string group = "", artifact = "", version = "";
        var lines = new LineReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text);
        while (lines.MoveNext())
        {
            // java.util.Properties: key and value are parted by "=", ":" or a blank
            var line = lines.Line.Trim(" \t\f"u8);
            var end = line.IndexOfAny((byte)'=', (byte)':', (byte)' ');
            if (end <= 0 || line[0] is (byte)'#' or (byte)'!')
            {
                continue;
            }

            var value = Encoding.UTF8.GetString(line[end..].TrimStart("=: \t"u8));
            switch (line[..end])
            {
                case var key when key.SequenceEqual("groupId"u8):
                    group = value;
                    break;
                case var key when key.SequenceEqual("artifactId"u8):
                    artifact = value;
                    break;
                case var key when key.SequenceEqual("version"u8):
                    version = value;
                    break;
            }
        }

        return new MavenCoordinate(group, artifact, version);
    }
}
