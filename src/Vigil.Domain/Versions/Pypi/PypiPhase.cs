namespace Vigil.Domain.Versions.Pypi;

/// <summary>How far a release of a PEP 440 version has come, in order.</summary>
internal enum PypiPhase : byte
{
    /// <summary><c>a</c>, <c>alpha</c></summary>
    Alpha = 1,

    /// <summary><c>b</c>, <c>beta</c></summary>
    Beta = 2,

    /// <summary><c>rc</c>, <c>c</c>, <c>pre</c>, <c>preview</c></summary>
    Candidate = 3,

    /// <summary>No pre-release.</summary>
    Final = 4,
}
