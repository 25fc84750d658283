using System.Collections.Frozen;

namespace Vigil.Scanning.Sbom;

/// <summary>Licences in the spelling of the SPDX list, as far as packages commonly name them. Any other text is passed on as the name that it is.</summary>
internal static class SpdxLicenses
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ids =
        """
        0BSD AFL-2.0 AFL-2.1 AFL-3.0 AGPL-1.0-only AGPL-3.0-only AGPL-3.0-or-later Apache-1.0 Apache-1.1 Apache-2.0 APSL-2.0 Artistic-1.0 Artistic-1.0-Perl
        Artistic-2.0 Beerware BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause BSD-4-Clause-UC BSD-Source-Code
        BSL-1.0 BUSL-1.1 bzip2-1.0.6 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC0-1.0 CDDL-1.0 CDDL-1.1 CPL-1.0 curl ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1
        EUPL-1.2 FSFAP FSFUL FSFULLR FTL GFDL-1.1-or-later GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later GPL-1.0-only GPL-1.0-or-later GPL-2.0-only
        GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later HPND ICU IJG ImageMagick ISC JSON LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only LGPL-2.1-or-later
        LGPL-3.0-only LGPL-3.0-or-later Libpng libtiff MIT MIT-0 MIT-CMU MPL-1.0 MPL-1.1 MPL-2.0 MS-PL MS-RL MulanPSL-2.0 Naumen NCSA Net-SNMP OFL-1.1
        OLDAP-2.8 OpenSSL PHP-3.0 PHP-3.01 PostgreSQL PSF-2.0 Python-2.0 Python-2.0.1 QPL-1.0 Ruby SISSL Sleepycat SSH-OpenSSH TCL TCP-wrappers Unicode-3.0
        Unicode-DFS-2015 Unicode-DFS-2016 Unlicense UPL-1.0 Vim W3C WTFPL X11 Xnet Zlib zlib-acknowledgement ZPL-2.0 ZPL-2.1
        """
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Exceptions =
        """
        Autoconf-exception-2.0 Autoconf-exception-3.0 Bison-exception-2.2 Classpath-exception-2.0 GCC-exception-2.0 GCC-exception-3.1 Linux-syscall-note
        LLVM-exception OCaml-LGPL-linking-exception OpenJDK-assembly-exception-1.0 openvpn-openssl-exception
        """
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text is the id of one licence.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => Ids.Contains(text);

    /// <summary>Whether a text is an expression of known ids: <c>MIT OR (Apache-2.0 WITH LLVM-exception)</c>.</summary>
    public static bool IsExpression(ReadOnlySpan<char> text)
    {
        var (depth, expectsLicense, afterWith) = (0, true, false);
        for (var rest = text.Trim(' '); !rest.IsEmpty;)
        {
            var length = rest[0] is '(' or ')' ? 1 : rest.IndexOfAny(" ()") is >= 0 and var end ? end : rest.Length;
            var word = rest[..length];
            rest = rest[length..].TrimStart(' ');
            switch (word)
            {
                case "(" when expectsLicense && !afterWith:
                    depth++;
                    break;
                case ")" when !expectsLicense && depth > 0:
                    depth--;
                    break;
                case "AND" or "OR" when !expectsLicense:
                    expectsLicense = true;
                    break;
                case "WITH" when !expectsLicense && !afterWith:
                    (expectsLicense, afterWith) = (true, true);
                    break;
                default:
                    if (!expectsLicense || !(afterWith ? Exceptions.Contains(word) : Ids.Contains(word.TrimEnd('+'))))
                    {
                        return false;
                    }

                    (expectsLicense, afterWith) = (false, false);
                    break;
            }
        }

        return !expectsLicense && depth == 0;
    }
}
