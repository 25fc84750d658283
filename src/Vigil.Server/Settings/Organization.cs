using System.Collections.Immutable;
using Vigil.Domain.Accounts;
using Vigil.Server.Wire;
using Vigil.Storage.Records;
using Vigil.Storage.Rules;

namespace Vigil.Server.Settings;

/// <summary>The accounts of this installation: one manages it, one administers the others, the rest are members or on their own.</summary>
/// <remarks>As long as nobody is delegated, the managing account administers.</remarks>
internal sealed class Organization(IRecords records, AccountSettings accounts, FilterRegistry filters)
{
    /// <summary>Most members (spec §16).</summary>
    public const int MostMembers = 10_000;

    // there is one organisation
    private static readonly AccountId Nobody = AccountId.Of(0);

    private readonly Shelf<OrganizationState> _state = new(records, "organization");
    private readonly Shelf<MemberState> _members = new(records, "member");

    /// <summary>How it is set up.</summary>
    public OrganizationState State => _state.Get(Nobody, "state") ?? new OrganizationState();

    /// <summary>Changes it.</summary>
    public OrganizationState Change(Func<OrganizationState, OrganizationState> change) =>
        _state.Change(Nobody, "state", before => change(before ?? new OrganizationState()));

    /// <summary>Whether an account administers the others.</summary>
    public bool IsAdministrator(AccountId account) => State.Administrator == account;

    /// <summary>Lets the administrator go on.</summary>
    /// <exception cref="ApiException">It is somebody else.</exception>
    public void RequireAdministrator(AccountId account)
    {
        if (!IsAdministrator(account))
        {
            throw ApiException.AccessDenied($"Account {account} is not the delegated administrator of this organization.");
        }
    }

    /// <summary>Lets the managing account go on.</summary>
    /// <exception cref="ApiException">It is somebody else.</exception>
    public void RequireManagement(AccountId account)
    {
        if (State.Management != account)
        {
            throw ApiException.AccessDenied($"Account {account} is not the management account of this organization.");
        }
    }

    /// <summary>The administrator that an account is a member of; <see langword="null"/> when it is on its own.</summary>
    public AccountId? AdministratorOf(AccountId account)
    {
        var administrator = State.Administrator;
        return administrator != account && MemberOf(administrator, account) is { IsAssociated: true } ? administrator : null;
    }

    /// <summary>A member as its administrator sees it; <see langword="null"/> when it never was one.</summary>
    public MemberState? MemberOf(AccountId administrator, AccountId account) => _members.Get(administrator, account.ToString());

    /// <summary>The members of an administrator, those that were and are not any more included, after one.</summary>
    public IEnumerable<(AccountId Account, MemberState State)> Members(AccountId administrator, string after = "") =>
        _members.List(administrator, after).Select(one => (AccountId.Parse(one.Key), one.Value));

    /// <summary>The accounts that a caller sees: an administrator its members too.</summary>
    public IReadOnlyList<AccountId> VisibleTo(AccountId account) => IsAdministrator(account)
        ? [account, .. Members(account).Where(one => one.State.IsAssociated).Select(one => one.Account)]
        : [account];

    /// <summary>Whether a caller sees an account.</summary>
    public bool IsVisible(AccountId caller, AccountId account) =>
        caller == account || (IsAdministrator(caller) && MemberOf(caller, account) is { IsAssociated: true });

    /// <summary>Makes an account a member, and switches on what new members get.</summary>
    public void Associate(AccountId administrator, AccountId account, DateTimeOffset now)
    {
        var isNew = MemberOf(administrator, account) is not { IsAssociated: true };
        _members.Change(administrator, account.ToString(), _ => new MemberState(IsAssociated: true, now));
        filters.Govern(account, administrator);
        if (isNew)
        {
            accounts.Change(account, state => state.Enable(State.AutoEnable, now));
        }
    }

    /// <summary>Lets a member be on its own again; it keeps its settings.</summary>
    public void Disassociate(AccountId administrator, AccountId account, DateTimeOffset now)
    {
        _members.Change(administrator, account.ToString(), _ => new MemberState(IsAssociated: false, now));
        filters.Govern(account, account);
    }
}

/// <summary>How the organisation is set up.</summary>
internal sealed record OrganizationState
{
    /// <summary>The account that manages it: that of the first key.</summary>
    public AccountId Management { get; init; }

    /// <summary>The account that it delegated the administration to; <see langword="null"/> when to none.</summary>
    public AccountId? Delegated { get; init; }

    /// <summary>Types of scan that new members get.</summary>
    public ImmutableArray<ScanKind> AutoEnable { get; init; } = [];

    /// <summary>The account that administers.</summary>
    public AccountId Administrator => Delegated ?? Management;
}

/// <summary>What an administrator knows of a member.</summary>
/// <param name="IsAssociated">Whether it is one; otherwise it was.</param>
/// <param name="UpdatedAt">When that changed.</param>
internal sealed record MemberState(bool IsAssociated, DateTimeOffset UpdatedAt);
