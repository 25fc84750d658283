using System.Buffers.Binary;
using System.Text;
using Vigil.Scanning.Ecosystems.Binaries;
using Vigil.Scanning.Extraction;

namespace Vigil.Tests.Ecosystems.Binaries;

public sealed class KnownProgramTests
{
    private static readonly ProgramExtractor Programs = new("program", new KnownProgramReader());

    [Theory]
    [InlineData("usr/local/bin/node", "x\0node.js/v18.20.4\0y", "nodejs:node.js 18.20.4")]
    [InlineData("usr/local/bin/python3.11", "\03.10.1\0\03.11.2\0", "python:python 3.11.2")]
    [InlineData("usr/local/lib/libpython3.11.so.1.0", "\03.11.0rc1\0", "python:python 3.11.0rc1")]
    [InlineData("usr/local/bin/python3", "\03.11.2\0", null)]
    [InlineData("opt/nginx", "nginx version: nginx/1.25.3\0", "f5:nginx 1.25.3")]
    [InlineData("opt/openssl", "OpenSSL 1.1.1 or newer\0OpenSSL 1.1.1w  11 Sep 2023\0", "openssl:openssl 1.1.1w")]
    [InlineData("opt/libcrypto.so.3", "OpenSSL 3.0.22 25 Aug 2026\0", "openssl:openssl 3.0.22")]
    [InlineData("opt/redis-server", "\02.6.0\0\07.0.15\0c11-builtin\0", "redis:redis 7.0.15")]
    [InlineData("opt/postgres", "postgres (PostgreSQL) 15.18 (Debian)\0", "postgresql:postgresql 15.18")]
    [InlineData("opt/httpd", "Apache/2\0Apache/2.4.57 (Unix)\0", "apache:http_server 2.4.57")]
    [InlineData("opt/busybox", "BusyBox v1.36.1 (2023-07-01)\0", "busybox:busybox 1.36.1")]
    [InlineData("opt/php8.2", "X-Powered-By: PHP/8.2.36\0", "php:php 8.2.36")]
    [InlineData("opt/libruby.so.3.1", "ruby 3.1.7p261 (2025-03-26)\0", "ruby-lang:ruby 3.1.7")]
    [InlineData("opt/memcached", "memcached 1.6.18\0", "memcached:memcached 1.6.18")]
    [InlineData("opt/bash", "@(#)Bash version 5.2.15(1) release GNU\0", "gnu:bash 5.2.15")]
    [InlineData("opt/other", "nginx version: nginx/1.25.3\0", null)]
    [InlineData("opt/nginx", "nginx version: nginx/\0", null)]
    public void Program_is_known_by_its_name_and_a_text_in_it(string path, string text, string? expected)
    {
        var found = Extracted.From(Programs, path, Elf(text));

        Assert.Equal(expected, found.Packages.Select(Completed.Describe).SingleOrDefault());
        Assert.All(found.Packages, package => Assert.True(package.IsGuess));
    }

    [Theory]
    [InlineData("opt/lib/libcrypto.so.3", 0x1A4, true)]
    [InlineData("opt/lib/libother.so.3", 0x1A4, false)]
    public void Libraries_that_are_known_need_no_mark(string path, int mode, bool wanted) =>
        Assert.Equal(wanted, Programs.Wants(new FileEntry(Encoding.UTF8.GetBytes(path), 100_000, mode)));

    [Fact]
    public void Java_runtime_states_its_version() => Assert.Equal(
        ["oracle:openjdk 17.0.8"], Extracted.From(new JdkReleaseExtractor(), "opt/jdk/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.8\"\n").Packages.Select(Completed.Describe));

    // a header and one segment of data
    private static byte[] Elf(string text)
    {
        const int Data = 0x78;
        var content = Encoding.Latin1.GetBytes(text);
        var file = new byte[Data + content.Length];
        "\u007FELF\u0002\u0001\u0001"u8.CopyTo(file);
        file[32] = 64;
        file[54] = 56;
        file[56] = 1;
        file[64] = 1;
        file[68] = 4;
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(72), Data);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(96), content.Length);
        content.CopyTo(file, Data);
        return file;
    }
}
