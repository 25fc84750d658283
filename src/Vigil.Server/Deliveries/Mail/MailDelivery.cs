using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries.Mail;

/// <summary>A digest by mail: one message for all that happened since the last one.</summary>
internal sealed class MailDelivery(IOptions<MailOptions> options, TimeProvider clock) : IDelivery
{
    public DestinationKind Kind => DestinationKind.Email;

    public int MostPerCall => 5_000;

    public TimeSpan Pause => TimeSpan.FromMinutes(options.Value.DigestMinutes);

    public async Task<IReadOnlyList<Receipt>> SendAsync(OpenDestination address, IReadOnlyList<FeedEntry> entries, CancellationToken cancellation)
    {
        if (MailDigest.Of(entries) is { } digest)
        {
            using var message = MessageOf(address, entries[^1].Number, digest);
            await SendAsync(message, cancellation);
        }

        return [.. entries.Select(_ => Receipt.Delivered)];
    }

    private MimeMessage MessageOf(OpenDestination address, long number, MailDigest digest)
    {
        var message = new MimeMessage { Subject = digest.Subject, Date = clock.GetUtcNow(), MessageId = $"{DeliveryId.Of(address, number)}@vigil", Body = new TextPart("plain") { Text = digest.Text } };
        message.From.Add(MailboxAddress.Parse(options.Value.From));
        message.To.AddRange(InternetAddressList.Parse(address.Setup.Address["mailto:".Length..]));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        var mail = options.Value;
        if (mail.Host.Length == 0 || mail.From.Length == 0)
        {
            throw new DeliveryException("no mail server is configured: set Vigil:Mail:Host and Vigil:Mail:From");
        }

        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(mail.Host, mail.Port, mail.Security, cancellation);
            if (mail.User.Length > 0)
            {
                await client.AuthenticateAsync(mail.User, mail.Password, cancellation);
            }

            await client.SendAsync(message, cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault) when (fault is ProtocolException or CommandException or SocketException or NotSupportedException or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException)
        {
            throw new DeliveryException($"{mail.Host}:{mail.Port}: {fault.Message}", fault);
        }
    }
}
