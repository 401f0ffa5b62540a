using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Records.Tables;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Resources;

public sealed class CompanyTests(HubWithCompany hub)
    : TableLaws(hub, BusinessRecords.Company),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task A_name_belongs_to_one_whatever_the_case()
    {
        var taken = await Admin.Send(HttpMethod.Post, Path, new { name = " THE FIRST " });

        taken.ExpectProblem(HttpStatusCode.Conflict, "name_taken");
    }

    [Fact]
    public async Task One_that_others_refer_to_is_not_deleted()
    {
        var id = (await Create(Body())).Id;
        var booking = await Admin.Send(
            HttpMethod.Post,
            "/api/bookings",
            new
            {
                title = "Visit",
                company_id = id,
                starts_at = "2026-06-02T08:00:00Z",
                ends_at = "2026-06-02T09:00:00Z",
            }
        );

        var refused = await Admin.Send(HttpMethod.Delete, $"{Path}/{id}", null);
        await Admin.Send(HttpMethod.Delete, $"/api/bookings/{booking.Id}", null);
        var deleted = await Admin.Send(HttpMethod.Delete, $"{Path}/{id}", null);

        refused.ExpectProblem(HttpStatusCode.Conflict, "company_in_use");
        deleted.Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_text_to_search_for_may_stand_in_any_searched_column()
    {
        var body = Body();
        body["domains"] = new JsonArray("Looked-For.example");
        var id = (await Create(body)).Id;

        var found = await Admin.Get($"{Path}?q=looked-for");

        Assert.Equal(id, (long)Assert.Single(found.Items)!["id"]!);
    }

    [Fact]
    public async Task Maktab_s_event_carries_the_company()
    {
        await using var receiver = await HookReceiver.Start();
        var hooked = await Admin.CreateWebhook(
            new
            {
                url = receiver.Url,
                dialect = "maktab",
                events = new[] { "client.company.created" },
            }
        );

        var made = await Create(Body());

        var hook = (await receiver.Until(1))[0];
        await Admin.Send(HttpMethod.Delete, $"/api/v1/webhooks/{WebhookCalls.IdOf(hooked)}", null);
        Assert.Equal(made.Id, (long)hook.Data["id"]!);
        Assert.Equal((string)made.Data["name"]!, (string)hook.Data["name"]!);
        Assert.NotNull(hook.Data["event_id"]);
    }
}
