using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>Tells kernels that run from kernels that only lie on the disk, and both from packages that are merely built beside a kernel.</summary>
internal static class KernelPackages
{
    // Packages that hold kernel code; what follows a trailing dash is the release or the flavour.
    private static readonly string[] DebianCode =
        ["linux-image-unsigned-", "linux-image-extra-", "linux-image-", "linux-modules-extra-", "linux-modules-", "linux-signed-image-"];

    private static readonly string[] DebianOther =
    [
        "linux-headers-", "linux-libc-dev", "linux-doc", "linux-source", "linux-kbuild-", "linux-compiler-", "linux-config-", "linux-tools-",
        "linux-cloud-tools-", "linux-buildinfo-", "linux-perf", "linux-support-", "linux-bpf-dev", "linux-cpupower",
    ];

    // Ubuntu puts the flavour first: linux-aws-headers-5.15.0-1050, linux-hwe-5.15-tools-common
    private static readonly string[] UbuntuOther = ["-headers-", "-tools-", "-buildinfo-"];

    // Sources that hold no kernel, beside the kernel's own.
    private static readonly string[] RpmOtherSources = ["kernel-source", "kernel-headers", "kernel-syms", "kernel-docs"];

    // Sub-packages of the kernel's source rpm that hold kernel code, the longer of two endings first; a flavour may stand between.
    private static readonly string[] RpmCodeEndings =
        ["-modules-core", "-modules-extra", "-modules-internal", "-modules-partner", "-modules", "-core", "-base", "-extra", "-optional"];

    private static readonly string[] RpmFlavours =
    [
        "", "-default", "-azure", "-preempt", "-rt", "-rt_debug", "-debug", "-64k", "-64k-debug", "-zfcpdump", "-uek", "-uek-debug", "-lt", "-ml",
        "-kvmsmall", "-xen", "-aws", "-livepatch",
    ];

    /// <summary>The context of a package; <see cref="PackageContext.None"/> for all that has nothing to do with a kernel.</summary>
    public static PackageContext ContextOf(PackageFact package, ArtifactKind artifact, string runningKernel)
    {
        var part = package.Kind switch
        {
            "dpkg" => DebianPart(package),
            "rpm" => RpmPart(package),
            "apk" => AlpinePart(package),
            _ => KernelPart.None,
        };
        return part switch
        {
            KernelPart.None => PackageContext.None,
            KernelPart.Beside => PackageContext.KernelHeaders,
            _ when artifact == ArtifactKind.Image => PackageContext.KernelInImage,
            _ when runningKernel.Length == 0 => PackageContext.None,
            _ => Runs(package, runningKernel) ? PackageContext.RunningKernel : PackageContext.OtherKernel,
        };
    }

    private enum KernelPart
    {
        None,
        Code,
        Beside,
    }

    private static KernelPart DebianPart(PackageFact package)
    {
        if (DebianOther.Any(start => package.Name.StartsWith(start, StringComparison.Ordinal)) || IsUbuntuOther(package.Name))
        {
            return KernelPart.Beside;
        }

        if (DebianRelease(package.Name) is { } release)
        {
            // linux-image-amd64, linux-image-generic: a name that only depends on the newest kernel
            return char.IsAsciiDigit(release[0]) && !release.EndsWith("-dbg", StringComparison.Ordinal) ? KernelPart.Code : KernelPart.Beside;
        }

        return package.SourceName == "linux" || package.SourceName.StartsWith("linux-meta", StringComparison.Ordinal)
            ? KernelPart.Beside
            : KernelPart.None;
    }

    private static bool IsUbuntuOther(string name) =>
        name.StartsWith("linux-", StringComparison.Ordinal) && UbuntuOther.Any(part => name.Contains(part, StringComparison.Ordinal));

    private static string? DebianRelease(string name)
    {
        var start = DebianCode.FirstOrDefault(one => name.Length > one.Length && name.StartsWith(one, StringComparison.Ordinal));
        return start is null ? null : name[start.Length..];
    }

    private static KernelPart RpmPart(PackageFact package)
    {
        if (IsPhotonKernel(package.Name))
        {
            return KernelPart.Code;
        }

        if (package.Name.StartsWith("kernel", StringComparison.Ordinal))
        {
            var flavour = package.Name["kernel".Length..];
            var ending = RpmCodeEndings.FirstOrDefault(one => flavour.EndsWith(one, StringComparison.Ordinal), "");
            if (IsFlavour(flavour) || IsFlavour(flavour[..^ending.Length]))
            {
                return KernelPart.Code;
            }
        }

        var source = SourceRpm.Parse(package.SourceRpm).Name;
        var isOfKernel = source.StartsWith("kernel", StringComparison.Ordinal) && IsFlavour(source["kernel".Length..]);
        return isOfKernel || IsPhotonKernel(source) || RpmOtherSources.Contains(source) ? KernelPart.Beside : KernelPart.None;
    }

    private static bool IsPhotonKernel(string name) => name is "linux" or "linux-esx" or "linux-aws" or "linux-secure" or "linux-rt";

    // Amazon Linux 2023 has further lines of the kernel: kernel6.12
    private static bool IsFlavour(string text) =>
        RpmFlavours.Contains(text, StringComparer.Ordinal) || (char.IsAsciiDigit(text[0]) && text.All(c => c == '.' || char.IsAsciiDigit(c)));

    private static KernelPart AlpinePart(PackageFact package)
    {
        if (package.Name == "linux-headers")
        {
            return KernelPart.Beside;
        }

        if (package.Name is "linux-lts" or "linux-virt" or "linux-edge" or "linux-stable" or "linux-rpi" or "linux-rpi4" or "linux-asahi")
        {
            return KernelPart.Code;
        }

        return package.SourceName is "linux-lts" or "linux-edge" or "linux-stable" or "linux-rpi" ? KernelPart.Beside : KernelPart.None;
    }

    private static bool Runs(PackageFact package, string runningKernel) => package.Kind switch
    {
        "dpkg" => DebianRelease(package.Name) is { } release && (release == runningKernel || release == runningKernel + "-unsigned"),
        "apk" => AlpineRelease(package) == runningKernel,
        _ => RpmRuns(package, runningKernel),
    };

    // linux-lts 6.6.49-r0 runs as 6.6.49-0-lts
    private static string AlpineRelease(PackageFact package) =>
        package.Version.Replace("-r", "-", StringComparison.Ordinal) + package.Name["linux".Length..];

    // 5.14.0-362.el9.x86_64, with +debug or another flavour at the end; SUSE leaves out the last number of the release, its rebuild
    // count, and ends with the flavour: kernel-default 5.14.21-150400.24.46.1 runs as 5.14.21-150400.24.46-default.
    private static bool RpmRuns(PackageFact package, string runningKernel)
    {
        var version = EpochVersionRelease.Parse(package.Version).WithoutEpoch;
        if (runningKernel.StartsWith(version, StringComparison.Ordinal) && !EndsInsideWord(runningKernel, version.Length))
        {
            return true;
        }

        var dot = version.LastIndexOf('.');
        return dot > 0 && runningKernel.StartsWith(version[..dot] + "-", StringComparison.Ordinal)
            && package.Name.StartsWith("kernel" + runningKernel[dot..], StringComparison.Ordinal);
    }

    private static bool EndsInsideWord(string text, int at) => at < text.Length && char.IsAsciiLetterOrDigit(text[at]);
}
