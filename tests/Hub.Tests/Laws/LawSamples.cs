using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Delivery.SettingAside;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Laws;

/// <summary>
/// How one valid body of each kind looks; a body that is missing here fails the laws of its routes. Each says something
/// that no other one said, so that a change changes something.
/// </summary>
internal sealed class LawSamples(HubHost hub)
{
    private readonly HubClient admin = hub.Admin;
    private int number;

    public async Task<JsonObject> Body(string name)
    {
        var one = $"sample {Interlocked.Increment(ref number)}";
        object? body = name switch
        {
            "CreateTicket" => new
            {
                subject = one,
                description = one,
                requester_email = "user@company.com",
            },
            "UpdateTicket" => new { subject = one },
            "AddReply" => new { body = one },
            "MergeTicket" => new { merge_into_id = await admin.NewTicket() },
            "CreateUser" => new { name = one, email = $"user{number}@company.com" },
            "UpdateUser" or "UpdateRole" or "UpdateDepartment" or "UpdateWebhook" or "UpdateCompany" => new
            {
                name = one,
            },
            "CreateContact" => new { name = one, email = $"contact{number}@example.org" },
            "UpdateContact" => new { job_title = one },
            "CreateRole" or "CreateDepartment" or "CreateToken" or "CreateScimToken" or "CreateCompany" => new
            {
                name = one,
            },
            "CreateWebhook" => new { url = $"https://receiver.example.com/{number}", events = new[] { "*" } },
            "CreateBooking" => new
            {
                title = one,
                contact_email = "user@company.com",
                starts_at = "2026-06-02T08:00:00Z",
                ends_at = "2026-06-02T10:30:00Z",
            },
            "UpdateBooking" => new { title = one },
            "CreateOrder" => new
            {
                number = one,
                company_id = await NewCompany(one),
                lines = new[]
                {
                    new
                    {
                        description = one,
                        quantity = 2,
                        unit_price = new { amount = 0.1, currency = "EUR" },
                    },
                },
            },
            "UpdateOrder" => new { number = one },
            "RotateWebhookSecret" => new { overlap_hours = 1 },
            "ReplayEvents" => new { since = "2026-05-24T10:30:00Z" },
            _ => null,
        };
        Assert.True(body is not null, $"Nobody said how a valid {name} looks; LawSamples is the place.");
        return JsonSerializer.SerializeToNode(body)!.AsObject();
    }

    private async Task<long> NewCompany(string name)
    {
        var made = await admin.Send(HttpMethod.Post, "/api/v1/companies", new { name });
        return (long)made.Expect(HttpStatusCode.Created).Data["id"]!;
    }

    /// <summary>The id of a new one where it is not made by a POST to its list; nothing where it is.</summary>
    public async Task<string?> Make(string said, string real)
    {
        var parent = real[..real.LastIndexOf('/')];
        switch (said)
        {
            case "/api/v1/webhooks/{id}/deliveries":
                var queued = await admin.Send(HttpMethod.Post, $"{parent}/test", null);
                var id = (string)queued.Expect(HttpStatusCode.Accepted).Data["delivery_id"]!;
                await Wait.For(() => admin.Get($"{real}/{id}"), answer => answer.Status == HttpStatusCode.OK);
                return id;
            case "/api/v1/webhooks/{id}/replays":
                var replay = await admin.Send(HttpMethod.Post, $"{parent}/replay", await Body("ReplayEvents"));
                return (string)replay.Expect(HttpStatusCode.Accepted).Data["id"]!;
            case "/api/v1/tickets/{id}/timeline":
                (await admin.Send(HttpMethod.Put, parent, await Body("UpdateTicket"))).Expect(HttpStatusCode.OK);
                return "";
            case "/api/v1/set-aside":
                var place = $"sample {Interlocked.Increment(ref number)}";
                await hub
                    .App.Services.GetRequiredService<SetAside>()
                    .Keep(await hub.OrganizationOf(admin), SetAsideSorts.Event, place, new FormatException(), default);
                return "";
            default:
                return null;
        }
    }
}
