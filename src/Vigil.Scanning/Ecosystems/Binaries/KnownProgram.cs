namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>A program that states its version in a text of a fixed form.</summary>
/// <param name="Product">Vendor and name in the dictionary of products (CPE).</param>
/// <param name="FileNames">Names of its files; a star stands for any ending.</param>
/// <param name="Before">What stands right before the version; <c>#</c> stands for the numbers in the file's own name: <c>3.11</c> in <c>python3.11</c>.</param>
/// <param name="After">What stands right behind it, <c>#</c> for any digit; empty for anything that cannot be part of a version.</param>
internal sealed record KnownProgram(string Product, string[] FileNames, string Before, string After = "")
{
    /// <summary>All of them. Each was tried on real programs; a form that others share is left out.</summary>
    public static IReadOnlyList<KnownProgram> All { get; } =
    [
        new("apache:http_server", ["httpd", "apache2"], "Apache/"),
        new("busybox:busybox", ["busybox", "busybox.*"], "BusyBox v"),
        new("f5:nginx", ["nginx", "nginx-*"], "nginx version: nginx/"),
        new("gnu:bash", ["bash"], "Bash version "),
        new("memcached:memcached", ["memcached"], "memcached "),
        new("nodejs:node.js", ["node", "nodejs", "libnode.so*"], "node.js/v"),
        new("openssl:openssl", ["openssl", "libcrypto.so*"], "OpenSSL ", " #"),
        new("php:php", ["php*", "libphp*"], "X-Powered-By: PHP/"),
        new("postgresql:postgresql", ["postgres"], "(PostgreSQL) "),
        new("python:python", ["python2*", "python3*", "libpython2*", "libpython3*"], "\0#.", "\0"),
        new("redis:redis", ["redis-server", "redis-check-rdb"], "\0", "\0c11-builtin"),
        new("ruby-lang:ruby", ["ruby*", "libruby*"], "ruby ", "p"),
    ];

    /// <summary>Whether a file is called as this program's are.</summary>
    public bool IsNamed(ReadOnlySpan<byte> fileName)
    {
        foreach (var name in FileNames)
        {
            var isOpen = name[^1] == '*';
            var stem = name.AsSpan(0, name.Length - (isOpen ? 1 : 0));
            if ((isOpen ? fileName.Length >= stem.Length : fileName.Length == stem.Length) && System.Text.Ascii.Equals(fileName[..stem.Length], stem))
            {
                return true;
            }
        }

        return false;
    }
}
