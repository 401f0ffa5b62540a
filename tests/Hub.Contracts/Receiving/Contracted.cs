using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Contracts.Receiving;

/// <summary>What a contract's tests ask of any dialect's requests.</summary>
internal static class Contracted
{
    /// <summary>A delivery as a line that programs read; in it, the names of headers are in lower case.</summary>
    public static string ToLine(this Hook hook, string secret, byte[]? body = null) =>
        JsonSerializer.Serialize(
            new
            {
                secret,
                headers = hook.Headers.ToDictionary(one => one.Key.ToLowerInvariant(), one => one.Value),
                body = Convert.ToBase64String(body ?? hook.Body),
            }
        );

    /// <summary>The headers as ASP.NET has them.</summary>
    public static IHeaderDictionary ToHeaders(this Hook hook)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in hook.Headers)
            headers[name] = value;
        return headers;
    }

    /// <summary>The same with a body that is not the one that was signed.</summary>
    public static string ToForgedLine(this Hook hook, string secret) => hook.ToLine(secret, [.. hook.Body, (byte)' ']);

    /// <summary>Whoever is asked for a proof gives back what was sent, as every contract with a challenge has it.</summary>
    public static Task AnswerChallenges(Hook hook, HttpContext http) =>
        hook.Headers.FirstOrDefault(one => one.Key.EndsWith("-Challenge", StringComparison.OrdinalIgnoreCase)).Value
            is { } nonce
            ? http.Response.WriteAsync(nonce)
            : Task.CompletedTask;

    /// <summary>What it was told, once that is so much: a challenge tells nothing.</summary>
    public static Task<List<Hook>> Told(this HookReceiver receiver, int count) =>
        Wait.For(
            () => Task.FromResult(receiver.Received.Where(hook => hook.Body.Length > 0).ToList()),
            told => told.Count >= count
        );

    /// <summary>What the dialect calls it.</summary>
    public static string TicketCreatedIn(string dialect) =>
        new DialectCatalogue().Find(dialect)!.Of(TicketFacts.Created)[0].Name;

    /// <summary>What the first request of a ticket's creation is, in the dialect and with the secret.</summary>
    public static async Task<Hook> TicketCreated(this HubClient client, string dialect, string secret)
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = AnswerChallenges;
        var webhook = WebhookCalls.IdOf(
            await client.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    events = new[] { TicketCreatedIn(dialect) },
                    dialect,
                    secret,
                }
            )
        );
        await client.NewTicket(Samples.Ticket("Käse \u2028 \ud83e\uddc0"));
        var hook = (await receiver.Told(1))[0];
        await client.DeleteWebhook(webhook);
        return hook;
    }

    /// <summary>The names of the dialect's events that the list of webhook events has.</summary>
    public static async Task<string[]> ListedEvents(this HubClient client, string dialect) =>
        [
            .. (await client.Get($"/api/v1/webhook-events?dialect={dialect}&per_page=100")).Items.Select(one =>
                (string)one!["name"]!
            ),
        ];
}
