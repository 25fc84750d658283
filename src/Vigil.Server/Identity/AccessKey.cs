using Vigil.Domain.Accounts;

namespace Vigil.Server.Identity;

/// <summary>A key that signs requests.</summary>
/// <param name="Id">Its name: <c>VGIA…</c>, or what the operator gave.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Secret">What it signs with.</param>
/// <param name="Resource">The one resource for which it may submit, of a host's key; <see langword="null"/> for any.</param>
internal sealed record AccessKey(string Id, AccountId Account, Role Role, string Secret, string? Resource = null);

/// <summary>A key as it is stored.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Role">What it may do.</param>
/// <param name="SealedSecret">What it signs with, encrypted.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Resource">The one resource for which it may submit; <see langword="null"/> for any.</param>
internal sealed record StoredKey(AccountId Account, Role Role, string SealedSecret, DateTimeOffset CreatedAt, string Description, string? Resource = null);
