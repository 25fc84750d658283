using System.Runtime.InteropServices;

namespace Vigil.Scanning.Artifacts;

/// <summary>Operating system and processor that an image is for, in the spelling of Go (OCI image specification, image index).</summary>
/// <param name="Os"><c>linux</c>, <c>windows</c>.</param>
/// <param name="Architecture"><c>amd64</c>, <c>arm64</c>, <c>arm</c>.</param>
/// <param name="Variant"><c>v7</c>, <c>v8</c>; empty when it does not matter.</param>
public sealed record Platform(string Os, string Architecture, string Variant = "")
{
    /// <summary>Linux on the processor of this process.</summary>
    public static Platform Current { get; } = new("linux", RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm",
        System.Runtime.InteropServices.Architecture.S390x => "s390x",
        System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64le",
        System.Runtime.InteropServices.Architecture.RiscV64 => "riscv64",
        _ => "unknown",
    });

    /// <summary>Reads <c>os/architecture</c> or <c>os/architecture/variant</c>.</summary>
    /// <exception cref="FormatException">It is of another form.</exception>
    public static Platform Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length is 2 or 3 && parts.All(part => part.Length > 0)
            ? new Platform(parts[0], parts[1], parts.ElementAtOrDefault(2) ?? "")
            : throw new FormatException($"'{text}' is no platform: expected os/architecture or os/architecture/variant, as in linux/arm64.");
    }

    /// <summary>Whether an image for the other platform answers a request for this one. 64-bit ARM has <c>v8</c> when it says nothing.</summary>
    public bool Accepts(Platform other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Os == other.Os && Architecture == other.Architecture
            && (Variant.Length == 0 || Variant == other.Variant || (Architecture == "arm64" && Variant == "v8" && other.Variant.Length == 0));
    }

    /// <inheritdoc/>
    public override string ToString() => Variant.Length == 0 ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
