namespace Vigil.Domain.Packages;

/// <summary>Estate context that is applied after matching, never by it.</summary>
public enum PackageContext
{
    /// <summary>Nothing special.</summary>
    None,

    /// <summary>A package of the kernel that is running.</summary>
    RunningKernel,

    /// <summary>A package of a kernel that is installed and not running: its findings do not count.</summary>
    OtherKernel,

    /// <summary>A kernel package in an image, which never boots it: not applicable.</summary>
    KernelInImage,

    /// <summary>Headers or documentation of a kernel: they carry no kernel code, so no kernel findings.</summary>
    KernelHeaders,

    /// <summary>Built by somebody other than the distribution: its advisories do not speak of the package.</summary>
    ThirdParty,
}
