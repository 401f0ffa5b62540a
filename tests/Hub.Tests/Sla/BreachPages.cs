using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.OnCall;

namespace Hub.Tests.Sla;

/// <summary>The pages that come of missed deadlines.</summary>
internal static class BreachPages
{
    public static async Task<long> NewRotation(this HubWithSla hub, object fields) =>
        HeardEvents.IdOf(await hub.Admin.NewRotation(fields));

    /// <summary>The ticket's pages, the oldest first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Pages(this HubWithSla hub, long ticket) =>
        [.. (await hub.Admin.Get($"{OnCallCalls.Pages}?ticket_id={ticket}")).Items.Select(one => one!)];

    /// <summary>Until there are so many.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Pages(this HubWithSla hub, long ticket, int count) =>
        await Wait.For(
            async () =>
            {
                await hub.Settle();
                return await hub.Pages(ticket);
            },
            pages => pages.Count >= count
        );

    public static string PathOf(JsonNode page) => $"{OnCallCalls.Pages}/{page["id"]}";
}
