using System.Net;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Webhooks;

/// <summary>Receivers that play targets: at addresses of their shape, with their answers.</summary>
internal static class TargetReceivers
{
    public static string TeamsUrl(this HookReceiver receiver) =>
        receiver.UrlOf("workflows/0a1b/triggers/manual/paths/invoke");

    public static string SlackUrl(this HookReceiver receiver) => receiver.UrlOf("services/T0/B0/key");

    /// <summary>Every request gets the status and the body.</summary>
    public static void Says(this HookReceiver receiver, int status, string body) =>
        receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        };

    public static async Task<HookReceiver> Saying(int status, string body)
    {
        var receiver = await HookReceiver.Start();
        receiver.Says(status, body);
        return receiver;
    }

    /// <summary>A new tiketti webhook with a target; of new tickets, where nothing else is said.</summary>
    public static async Task<Guid> Target(
        this HubClient hub,
        string target,
        string url,
        string? template = null,
        object? digest = null,
        string[]? events = null,
        string dialect = "tiketti"
    ) =>
        WebhookCalls.IdOf(
            await hub.CreateWebhook(
                new Dictionary<string, object?>
                {
                    ["url"] = url,
                    ["events"] = events ?? ["ticket.created"],
                    ["dialect"] = dialect,
                    ["target"] = target,
                    ["secret"] = dialect == "tiketti" ? "a-known-secret" : null,
                    ["template_id"] = template,
                    ["digest"] = digest,
                }
                    .Where(static one => one.Value is not null)
                    .ToDictionary()
            )
        );

    /// <summary>The id of a new template of one's own.</summary>
    public static async Task<string> NewTemplate(this HubClient hub, string target, string text, string? family = null)
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = $"Own {Guid.NewGuid():N}",
            ["target"] = target,
            ["text"] = text,
        };
        if (family is not null)
            fields["family"] = family;
        var created = await hub.Send(HttpMethod.Post, "/api/v1/templates", fields);
        return created.Expect(HttpStatusCode.Created).Data["id"]!.ToString();
    }

    public static async Task<System.Text.Json.Nodes.JsonNode> OnlyAttempt(this HubClient hub, Guid id, string status)
    {
        var delivery = await hub.DeliveryWhen(id, status, attempts: 1);
        return (await hub.GetDelivery(id, (string)delivery["id"]!)).Data["attempts"]![0]!;
    }
}
