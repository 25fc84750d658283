using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Resources;
using Vigil.Server.Settings;
using Vigil.Storage;

namespace Vigil.Server.Operations.Accounts;

/// <summary>Tells the estate that types of scan were switched off, so that their findings close.</summary>
internal sealed class ScanSwitch(ResourceRegister resources)
{
    /// <summary>Closes what such scans found.</summary>
    public void Disable(AccountId account, IEnumerable<ScanKind> kinds, CancellationToken cancellation)
    {
        foreach (var (types, scan) in kinds.SelectMany(ScansOf))
        {
            resources.Disable(account, types, scan, () => { }, cancellation);
        }
    }

    private static (ResourceType[] Types, ScanType Scan)[] ScansOf(ScanKind kind) => kind switch
    {
        ScanKind.Ec2 => [([ResourceType.AwsEc2Instance, ResourceType.AzureVirtualMachine], ScanType.Package), ([ResourceType.AwsEc2Instance], ScanType.Network)],
        ScanKind.Ecr => [([ResourceType.AwsEcrContainerImage, ResourceType.AwsEcrRepository, ResourceType.AzureContainerImage], ScanType.Package)],
        ScanKind.Lambda => [([ResourceType.AwsLambdaFunction, ResourceType.AzureFunctionApp], ScanType.Package)],
        ScanKind.LambdaCode => [([ResourceType.AwsLambdaFunction], ScanType.Code)],
        _ => [([ResourceType.CodeRepository], ScanType.Package), ([ResourceType.CodeRepository], ScanType.Code)],
    };
}
