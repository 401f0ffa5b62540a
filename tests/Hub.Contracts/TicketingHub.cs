using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Hub.Tests.Workflows;

namespace Hub.Contracts;

/// <summary>
/// A helpdesk with a receiver that is told of everything by the ticketing contract. Its time stands still until a test moves it; each
/// test has tickets of its own, and sees what is told of them.
/// </summary>
public sealed class TicketingHub : IAsyncLifetime
{
    internal const string Secret = "a secret that both sides keep: §1";

    private TimedHub hub = null!;
    private HookReceiver receiver = null!;

    internal HubClient Admin => hub.Admin;

    internal HubHost Host => hub.Host;

    internal Guid Webhook { get; private set; }

    internal IReadOnlyList<Hook> Received => receiver.Received;

    public async ValueTask InitializeAsync()
    {
        receiver = await HookReceiver.Start();
        hub = await TimedHub.Start();
        await Admin.HireAgents(2);
        await Admin.SetUp();
        var made = await Admin.CreateWebhook(
            new
            {
                dialect = "ticketing",
                name = "Everything",
                entity = "All",
                action = "All",
                url = receiver.Url,
                secret = Secret,
                enabled = true,
            }
        );
        Webhook = WebhookCalls.IdOf(made);
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await receiver.DisposeAsync();
    }

    /// <summary>A new ticket: its number, and its id in events.</summary>
    internal async Task<(long Number, string Id)> NewTicket(object? fields = null)
    {
        var made = (await Admin.CreateTicket(fields)).Expect(HttpStatusCode.Created);
        return (made.Id, (string)made.Data["uuid"]!);
    }

    internal async Task Change(long ticket, object fields) =>
        (await Admin.UpdateTicket(ticket, fields)).Expect(HttpStatusCode.OK);

    internal async Task<Answer> Make(string path, object body) =>
        (await Admin.Send(HttpMethod.Post, path, body)).Expect(HttpStatusCode.Created);

    internal async Task Set(string path, object body) =>
        (await Admin.Send(HttpMethod.Put, path, body)).Expect(HttpStatusCode.OK);

    /// <summary>So much time passes, once no delivery is under way.</summary>
    internal async Task Pass(TimeSpan time)
    {
        await hub.Settled();
        hub.Advance(time);
    }

    /// <summary>What was told of the ticket under the name, in the order of the events, once it was told so often.</summary>
    internal async Task<IReadOnlyList<Hook>> Told(string ticket, string name, int times) =>
        await Wait.For(
            () => Task.FromResult<IReadOnlyList<Hook>>([.. Of(ticket).Where(hook => hook.Event == name)]),
            hooks => hooks.Count >= times
        );

    internal async Task<JsonNode> Told(string ticket, string name) => (await Told(ticket, name, 1))[^1].Json;

    /// <summary>The names of all that was told of the ticket, in the order of the events: once a change that is made here was told, too.</summary>
    internal async Task<IReadOnlyList<string>> AllOf(long number, string ticket)
    {
        var last = $"Last {Guid.NewGuid():N}";
        await Change(number, new { subject = last });
        await Wait.For(() => Task.FromResult(Of(ticket)), hooks => hooks.Any(IsLast));
        // Deliveries overtake each other.
        await Wait.For(() => Admin.ListDeliveries(Webhook, "status=pending"), pending => pending.Items.Count == 0);
        return [.. Of(ticket).Where(hook => !IsLast(hook)).Select(hook => hook.Event)];

        bool IsLast(Hook hook) => hook.Event == "ticket.updated" && (string)hook.Data["ticket"]!["title"]! == last;
    }

    /// <summary>The signature as a receiver computes it.</summary>
    internal static string Sign(Hook hook, string secret)
    {
        var content = Encoding.UTF8.GetBytes(
            $"{hook.Header("webhook-id")}.{hook.Header("webhook-timestamp")}.{hook.Text}"
        );
        using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return "v1," + Convert.ToBase64String(mac.ComputeHash(content));
    }

    private IReadOnlyList<Hook> Of(string ticket) =>
        [
            .. Received
                .Where(hook => (string?)hook.Data["ticket"]?["id"] == ticket)
                .OrderBy(hook => (string)hook.Json["id"]!, StringComparer.Ordinal),
        ];
}
