using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Events;
using Hub.Domain.OnCall;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;

namespace Hub.Tests.OnCall;

/// <summary>How tests set up rotations and page whoever is on call.</summary>
internal static class OnCallCalls
{
    public const string Rotations = "/api/v1/on-call/rotations";
    public const string Pages = "/api/v1/on-call/pages";

    /// <summary>A rotation with daily turns, by UTC and from midnight on, since the day before the morning.</summary>
    public static async Task<string> NewRotation(this HubClient client, object fields) =>
        $"{Rotations}/{(await client.SendRotation(fields)).Expect(HttpStatusCode.Created).Id}";

    public static async Task<Answer> SendRotation(this HubClient client, object fields)
    {
        var body = JsonNode.Parse(JsonSerializer.Serialize(fields))!.AsObject();
        body["name"] ??= $"Rotation {Guid.NewGuid():N}";
        body["time_zone"] ??= "Etc/UTC";
        body["handover"] ??= "daily";
        body["starts_on"] ??= "2026-05-23";
        return await client.Send(HttpMethod.Post, Rotations, body);
    }

    public static async Task<string> Page(this HubClient client, string rotation, string urgency = "high") =>
        await client.NewAt(
            Pages,
            new
            {
                rotation_id = HeardEvents.IdOf(rotation),
                summary = "E-mail is down",
                urgency,
            }
        );

    /// <summary>What was told of the page: the fact, whom it is at, and so many minutes after the morning.</summary>
    public static async Task<string[]> Told(this HubWithSla hub, string page) =>
        [.. (await hub.Host.EventsOf("on_call_page", HeardEvents.IdOf(page))).Select(Text)];

    /// <summary>Until so much was told, and all that is due has been dealt with.</summary>
    public static async Task<string[]> Told(this HubWithSla hub, string page, int count) =>
        await Wait.For(
            async () =>
            {
                await hub.Settle();
                return await hub.Told(page);
            },
            told => told.Length >= count
        );

    private static string Text(HubEvent happened) =>
        $"{happened.Fact.Action} {happened.About<Page>()!.Current.AgentId} {(happened.At - Samples.Morning).TotalMinutes}";
}
