using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>The routes of webhooks as a caller sees them.</summary>
internal static class WebhookCalls
{
    public static readonly string[] Everything = ["*"];

    /// <summary>What happens to tickets; without the contact that comes with the first of them.</summary>
    public static readonly string[] OfTickets =
    [
        "ticket.created",
        "ticket.updated",
        "ticket.deleted",
        "ticket.assigned",
        "ticket.status_changed",
        "message.created",
        "message.deleted",
    ];

    public static Task<Answer> CreateWebhook(this HubClient hub, object fields, params (string, string)[] headers) =>
        hub.Send(HttpMethod.Post, "/api/v1/webhooks", fields, headers);

    /// <summary>A new tiketti webhook; of tickets, where nothing else is said.</summary>
    public static async Task<Guid> Subscribe(this HubClient hub, string url, params string[] events) =>
        IdOf(
            await hub.CreateWebhook(
                new
                {
                    url,
                    events = events is [] ? OfTickets : events,
                    secret = "a-known-secret",
                }
            )
        );

    public static Guid IdOf(Answer created) => (Guid)created.Expect(HttpStatusCode.Created).Data["id"]!;

    public static Task<Answer> ListWebhooks(this HubClient hub, string query = "") =>
        hub.Get($"/api/v1/webhooks?{query}");

    public static Task<Answer> GetWebhook(this HubClient hub, Guid id) => hub.Get($"/api/v1/webhooks/{id}");

    public static Task<Answer> UpdateWebhook(
        this HubClient hub,
        Guid id,
        object fields,
        params (string, string)[] headers
    ) => hub.Send(HttpMethod.Patch, $"/api/v1/webhooks/{id}", fields, headers);

    public static Task<Answer> DeleteWebhook(this HubClient hub, Guid id, params (string, string)[] headers) =>
        hub.Send(HttpMethod.Delete, $"/api/v1/webhooks/{id}", null, headers);

    /// <summary>test, enable, rotate-secret or replay.</summary>
    public static Task<Answer> Act(this HubClient hub, Guid id, string action, object? body = null) =>
        hub.Send(HttpMethod.Post, $"/api/v1/webhooks/{id}/{action}", body);

    public static Task<Answer> ListDeliveries(this HubClient hub, Guid id, string query = "") =>
        hub.Get($"/api/v1/webhooks/{id}/deliveries?{query}");

    public static Task<Answer> GetDelivery(this HubClient hub, Guid id, string delivery) =>
        hub.Get($"/api/v1/webhooks/{id}/deliveries/{delivery}");

    public static Task<Answer> Redeliver(this HubClient hub, Guid id, string delivery) =>
        hub.Send(HttpMethod.Post, $"/api/v1/webhooks/{id}/deliveries/{delivery}/redeliver", null);

    /// <summary>The webhook's deliveries, newest first, once they are as expected.</summary>
    public static async Task<IReadOnlyList<JsonNode>> DeliveriesWhen(
        this HubClient hub,
        Guid id,
        Func<IReadOnlyList<JsonNode>, bool> holds
    ) =>
        await Wait.For(
            async () =>
                (IReadOnlyList<JsonNode>)[.. (await hub.ListDeliveries(id, "per_page=100")).Items.Select(one => one!)],
            holds
        );

    /// <summary>The webhook's only delivery, once it is in the state.</summary>
    public static async Task<JsonNode> DeliveryWhen(this HubClient hub, Guid id, string status, int attempts) =>
        (
            await hub.DeliveriesWhen(id, all =>
                all is [var one] && StatusOf(one) == status && (int)one["attempt_count"]! == attempts
            )
        )[0];

    public static bool HasSucceeded(JsonNode one) => StatusOf(one) == "success";

    public static string StatusOf(JsonNode one) => (string)one["status"]!;

    public static Task<Answer> WebhookWhen(this HubClient hub, Guid id, string status) =>
        Wait.For(() => hub.GetWebhook(id), answer => StatusOf(answer.Data) == status);
}
