using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Contracts;

/// <summary>A hub for inbenta's clients, with an agent's token, a neighbour, and batches that wait for next to nothing.</summary>
public sealed class InbentaHub : RunningHub
{
    internal HubClient Neighbour { get; private set; } = null!;

    internal HubClient Agent { get; private set; } = null!;

    internal long AgentId { get; private set; }

    private protected override Task<HubHost> StartHost() =>
        HubHost.Start("--Delivery:AllowInsecureTargets=true", "--Delivery:BatchWindow=00:00:00.020");

    private protected override async Task Arrange()
    {
        Neighbour = await Host.OpenOrganization("OTHER");
        await Admin.HireAgents(1);
        AgentId = 1;
        var token = await Admin.CreateToken(new { name = "The agent's", agent_id = AgentId });
        Agent = Host.As((string)token.Expect(HttpStatusCode.Created).Json["token"]!);
    }
}

/// <summary>Inbenta's routes as a client of the contract calls them, and a receiver that keeps to it.</summary>
internal static class InbentaCalls
{
    public const string Secret = "SomeRandomString";

    public static Task<Answer> Post(this HubClient hub, string path, object? body = null) =>
        hub.Send(HttpMethod.Post, path, body);

    public static Task<Answer> Put(this HubClient hub, string path, object body) =>
        hub.Send(HttpMethod.Put, path, body);

    public static Task<Answer> Delete(this HubClient hub, string path, object? body = null) =>
        hub.Send(HttpMethod.Delete, path, body);

    /// <summary>The id of a new record of the helpdesk's.</summary>
    public static async Task<long> Make(this HubClient hub, string path, object body) =>
        (await hub.Post(path, body)).Expect(HttpStatusCode.Created).Id;

    public static Task<Answer> Subscribe(this HubClient hub, string item, string url, string? secret = Secret) =>
        hub.Post(
            "/v1/webhooks",
            new
            {
                item,
                url,
                secret,
            }
        );

    /// <summary>A webhook that is told of every item, so that all that happens comes in one order.</summary>
    public static async Task SubscribeToAll(this HubClient hub, string url) =>
        (
            await hub.CreateWebhook(
                new
                {
                    url,
                    dialect = "inbenta",
                    events = WebhookCalls.Everything,
                    secret = Secret,
                }
            )
        ).Expect(HttpStatusCode.Created);

    /// <summary>Answers challenges as the contract has it, and everything else with 200.</summary>
    public static async Task<HookReceiver> Receiver()
    {
        var receiver = await HookReceiver.Start();
        receiver.Answer = Echo;
        return receiver;
    }

    public static Task Echo(Hook hook, HttpContext http) => http.Response.WriteAsync(ChallengeOf(hook) ?? "");

    public static string? ChallengeOf(Hook hook) => hook.Header("X-Inbenta-Challenge");

    public static IReadOnlyList<Hook> Challenges(this HookReceiver receiver) =>
        [.. receiver.Received.Where(hook => ChallengeOf(hook) is not null)];

    /// <summary>The bodies of the deliveries, each a list.</summary>
    public static IReadOnlyList<JsonArray> Lists(this HookReceiver receiver) =>
        [.. receiver.Received.Where(hook => ChallengeOf(hook) is null).Select(hook => hook.Json.AsArray())];

    public static IReadOnlyList<JsonObject> Events(this HookReceiver receiver) =>
        [.. receiver.Lists().SelectMany(list => list.Select(one => one!.AsObject()))];

    public static Task<IReadOnlyList<JsonObject>> EventsUntil(this HookReceiver receiver, int count) =>
        Wait.For(() => Task.FromResult(receiver.Events()), events => events.Count >= count);

    /// <summary>As in <c>reply/add 7 of 3</c>.</summary>
    public static string Line(JsonObject told) =>
        $"{told["item"]}/{told["action"]} {told["id"]}" + (told["parent"] is { } parent ? $" of {parent}" : "");
}
