using Vigil.Domain.Accounts;
using Vigil.Server.Settings;

namespace Vigil.Server.Operations.Accounts;

/// <summary>Tells the estate that types of scan were switched off, so that their findings close.</summary>
internal interface IScanSwitch
{
    /// <summary>Closes what such scans found.</summary>
    void Disable(AccountId account, IReadOnlyList<ScanKind> kinds, DateTimeOffset at);
}
