using System.Net;
using System.Text.RegularExpressions;
using Hub.Portal.Sessions;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Portal.Browsers;

/// <summary>An organization in which something of everything is there to be shown, all of it made by the API.</summary>
internal sealed partial class SampleOrganization : IAsyncDisposable
{
    /// <summary>As wide as people and programs write, and without a place to break it.</summary>
    private const string LongWord = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft";

    private readonly Dictionary<string, string> known = new() { ["dialect"] = "tiketti" };
    private readonly HookReceiver well;
    private readonly HookReceiver ill;

    private SampleOrganization(HookReceiver well, HookReceiver ill) => (this.well, this.ill) = (well, ill);

    public static async Task<SampleOrganization> In(HubHost hub)
    {
        var ill = await HookReceiver.Answering(401);
        var samples = new SampleOrganization(await HookReceiver.Start(), ill);
        await samples.Subscribe(hub.Admin);
        await samples.Happen(hub.Admin);
        await samples.Write(hub.Admin);
        await samples.Set(hub.Admin);
        samples.known["event"] = $"{(await hub.EventsOf(long.Parse(samples.known["ticket"])))[0].Id}";
        samples.known["organization"] = (string)(await hub.Admin.Get("/api/v1/organization")).Data["id"]!;
        samples.known["code"] = hub
            .App.Services.GetRequiredService<SignInLinks>()
            .PathFor(HubHost.FirstToken)!
            .Split('/')[^1];
        return samples;
    }

    /// <summary>The path with what is there in place of the names in braces.</summary>
    public string Fill(string path) => Name().Replace(path, match => known[match.Groups[1].Value]);

    public async ValueTask DisposeAsync()
    {
        await well.DisposeAsync();
        await ill.DisposeAsync();
    }

    private async Task Subscribe(HubClient hub)
    {
        var webhook = WebhookCalls.IdOf(
            await hub.CreateWebhook(
                new
                {
                    name = "Tickets to the plant",
                    url = ill.UrlOf($"{LongWord}/{LongWord}"),
                    events = new[] { "ticket.created" },
                    secret = "a-known-secret",
                }
            )
        );
        known["webhook"] = $"{webhook}";
        known["healthy"] = $"{await hub.Subscribe(well.Url)}";
        (await hub.Act(webhook, "test")).Expect(HttpStatusCode.Accepted);
        known["delivery"] = (string)(await hub.DeliveryWhen(webhook, "retrying", attempts: 1))["id"]!;
    }

    private async Task Happen(HubClient hub)
    {
        var ticket = await hub.NewTicket(Samples.Ticket($"{LongWord} <b>does not sail</b>"));
        known["ticket"] = $"{ticket}";
        (await hub.AddReply(ticket, new { body = $"Sail {LongWord}" })).Expect(HttpStatusCode.Created);
        (await hub.AddReply(ticket, new { body = "Do not tell them.", @internal = true })).Expect(
            HttpStatusCode.Created
        );
    }

    private async Task Write(HubClient hub)
    {
        var template = await hub.Send(
            HttpMethod.Post,
            "/api/v1/templates",
            new
            {
                name = "Ours",
                target = "slack",
                family = "tickets",
                text = "{\"text\": {{ event.type }} }",
            }
        );
        known["template"] = (string)template.Expect(HttpStatusCode.Created).Data["id"]!;
    }

    /// <summary>What settings are made of, and a replay.</summary>
    private async Task Set(HubClient hub)
    {
        known["calendar"] = await Make(
            "sla/calendars",
            new
            {
                name = "Berlin office",
                time_zone = "Europe/Berlin",
                hours = new[]
                {
                    new
                    {
                        day = "monday",
                        from = "09:00",
                        to = "17:30",
                    },
                },
                holidays = new[] { "2026-12-25" },
            }
        );
        known["policy"] = await Make(
            "sla/policies",
            new
            {
                name = "Urgent",
                priorities = new[] { "urgent" },
                first_response_minutes = 30,
                calendar_id = long.Parse(known["calendar"]),
            }
        );
        await Make(
            "custom-fields",
            new
            {
                key = "floor",
                label = "Floor",
                type = "number",
            }
        );
        await Make(
            "custom-fields",
            new
            {
                key = "size",
                label = $"Size of the {LongWord}",
                type = "choice",
                choices = new[] { "Small", "Large" },
            }
        );
        await Make(
            "custom-fields",
            new
            {
                key = "wing",
                label = "Wing",
                type = "text",
            }
        );
        known["rule"] = await Make(
            "assignment-rules",
            new
            {
                name = "Network",
                on = new[] { "created" },
                conditions = new
                {
                    and = new object[]
                    {
                        new
                        {
                            field = "priority",
                            @operator = "in",
                            value = new[] { "high", "urgent" },
                        },
                        new
                        {
                            field = "subject",
                            @operator = "contains",
                            value = LongWord,
                        },
                    },
                },
                actions = new
                {
                    add_tags = new[] { "network" },
                    custom_fields = new { floor = 3, size = (string?)null },
                },
            }
        );
        known["replay"] = await Make(
            $"webhooks/{known["healthy"]}/replay",
            new { since = DateTimeOffset.UtcNow.AddHours(-1) }
        );

        async Task<string> Make(string path, object fields) =>
            $"{(await hub.Send(HttpMethod.Post, $"/api/v1/{path}", fields)).Data["id"]}";
    }

    [GeneratedRegex("{([a-z_]+)}")]
    private static partial Regex Name();
}
