using System.Text;
using Vigil.Scanning.Policies;
using Vigil.Tests.Support;

namespace Vigil.Tests.Policies;

/// <summary>Damages a policy in every way that chance finds: it is read, or refused with its line.</summary>
public sealed class MutatedPolicyTests
{
    private static readonly byte[] Policy = """
        ignore:
          - id: CVE-2021-44228
            package: log4j-core
            path: app/*
            reason: lookups are disabled
            owner: team-platform
            expires: 2026-12-31
          - package: openssl
            reason: replaced next quarter
            until-fixed: true
        gates:
          - name: critical
            severity: critical
            fixable: true
          - score: 9
          - epss: 0.5
        vex: [vex]
        """u8.ToArray();

    [Fact]
    public void Damaged_policy_is_read_or_refused() => MutationRun.Of("policy", [("vigil.yaml", Policy)], (path, bytes) =>
    {
        try
        {
            return PolicyReader.Read(path, Encoding.UTF8.GetString(bytes.Span)).Ignores.Any(rule => rule.Reason.Length == 0) ? "a rule has no reason" : "";
        }
        catch (FormatException)
        {
            return "";
        }
    });
}
