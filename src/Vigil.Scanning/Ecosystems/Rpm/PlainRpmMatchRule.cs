using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Distributions of rpm packages without a rule of their own: AlmaLinux, Fedora, Photon OS, Azure Linux, Bottlerocket.</summary>
/// <remarks>Their errata name installed packages or, as Photon and Azure do, sources; either may be limited to architectures and to a module.</remarks>
internal sealed class PlainRpmMatchRule : RpmMatchRule;
