using System.Text;
using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Images;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>The credentials that `docker login` keeps in <c>config.json</c>. Programs that it names are never run.</summary>
internal static class DockerConfig
{
    private const long MaxBytes = 1 << 20;

    /// <summary>Finds user and password for a registry.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <param name="registry">Host and port.</param>
    /// <param name="diagnostics">Told of helpers and of a file that cannot be read.</param>
    /// <returns><see langword="null"/> when there are none.</returns>
    public static RegistryCredentials? Find(string path, string registry, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > MaxBytes)
            {
                return null;
            }

            using var document = OciDocument.ReadJson(File.ReadAllBytes(path));
            return Find(document.RootElement, registry, path, diagnostics);
        }
        catch (Exception ex) when (ex is FormatException or IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(new Diagnostic(ArtifactCodes.RegistryFailed, path, $"The Docker configuration was left aside: {ex.Message}"));
            return null;
        }
    }

    private static RegistryCredentials? Find(JsonElement root, string registry, string path, ICollection<Diagnostic> diagnostics)
    {
        // Docker Hub is kept under the address of its first version
        string[] keys = registry == "docker.io"
            ? ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"]
            : [registry, $"https://{registry}", $"http://{registry}", $"https://{registry}/", $"https://{registry}/v1/", $"https://{registry}/v2/"];
        var auths = OciDescriptor.Member(root, "auths");
        foreach (var key in keys)
        {
            if (Read(OciDescriptor.Member(auths, key)) is { } credentials)
            {
                return credentials;
            }
        }

        var helper = keys.Select(key => OciDescriptor.Text(OciDescriptor.Member(root, "credHelpers"), key)).FirstOrDefault(name => name.Length > 0)
            ?? OciDescriptor.Text(root, "credsStore");
        if (helper.Length > 0)
        {
            diagnostics.Add(new Diagnostic(ArtifactCodes.CredentialHelperIgnored, path,
                $"Credentials for {registry} are kept by the program docker-credential-{Quote.Of(helper)}, which was not run; the registry was asked without them."));
        }

        return null;
    }

    private static RegistryCredentials? Read(JsonElement auth)
    {
        if (OciDescriptor.Text(auth, "identitytoken") is { Length: > 0 } token)
        {
            return new RegistryCredentials("", "", token);
        }

        if (OciDescriptor.Text(auth, "username") is { Length: > 0 } user)
        {
            return new RegistryCredentials(user, OciDescriptor.Text(auth, "password"));
        }

        var buffer = new byte[OciDescriptor.Text(auth, "auth").Length];
        if (!Convert.TryFromBase64String(OciDescriptor.Text(auth, "auth"), buffer, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0');
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 ? null : new RegistryCredentials(pair[..colon], pair[(colon + 1)..]);
    }
}
