using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Vigil.Server.Deliveries.Mail;

/// <summary>The server that takes mail for the site. Described in <c>docs/operations/deliveries.md</c>.</summary>
internal sealed class MailOptions
{
    public const string Section = "Vigil:Mail";

    /// <summary>Its name; empty when the site sends no mail.</summary>
    public string Host { get; init; } = "";

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary><c>StartTls</c> (refuses to go on without), <c>SslOnConnect</c>, <c>None</c> for a server on the same machine.</summary>
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.StartTls;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Who the mail is from.</summary>
    public string From { get; init; } = "";

    /// <summary>A destination gets at most one mail in so many minutes.</summary>
    [Range(1, 7 * 24 * 60)]
    public int DigestMinutes { get; init; } = 60;
}

[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
