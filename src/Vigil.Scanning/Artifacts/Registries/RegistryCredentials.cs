namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>What a registry is told to prove who asks.</summary>
/// <param name="User">Name of the user; empty where there is an identity token.</param>
/// <param name="Password">Password, or what stands in for one.</param>
/// <param name="IdentityToken">A token that is exchanged for others; empty for none.</param>
public sealed record RegistryCredentials(string User, string Password, string IdentityToken = "")
{
    /// <summary>Says nothing: a password must not end in a message.</summary>
    public override string ToString() => "credentials";
}
