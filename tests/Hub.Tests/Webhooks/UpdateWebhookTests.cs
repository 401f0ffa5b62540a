using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class UpdateWebhookTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task What_is_left_out_stays_and_null_clears()
    {
        var id = await New("stays");
        await hub.Admin.UpdateWebhook(id, new { name = "One", description = "Two" });

        var answer = await hub.Admin.UpdateWebhook(id, new { description = (string?)null });

        var data = answer.Expect(HttpStatusCode.OK).Data.AsObject();
        Assert.Equal("One", (string)data["name"]!);
        Assert.False(data.ContainsKey("description"));
        Assert.Equal("""["ticket.created"]""", data["events"]!.ToJsonString());
    }

    [Fact]
    public async Task Everything_can_be_changed()
    {
        var id = await New("before");

        var answer = await hub.Admin.UpdateWebhook(
            id,
            new
            {
                url = "https://example.com/after?sig=top-secret",
                events = new[] { "reply.created" },
                dialect = "maktab",
                filters = new { tag = new[] { "vpn" } },
                headers = new Dictionary<string, string> { ["X-Team"] = "x" },
                active = false,
            }
        );

        var data = answer.Expect(HttpStatusCode.OK).Data;
        Assert.Equal("https://example.com/after?***", (string)data["url"]!);
        Assert.Equal("""["reply.created"]""", data["events"]!.ToJsonString());
        Assert.Equal("maktab", (string)data["dialect"]!);
        Assert.Equal("""{"tag":["vpn"]}""", data["filters"]!.ToJsonString());
        Assert.Equal("disabled", (string)data["status"]!);
        Assert.Equal(answer.Text, (await hub.Admin.GetWebhook(id)).Text);
        var lifted = await hub.Admin.UpdateWebhook(id, new { filters = (object?)null, headers = (object?)null });
        Assert.Null(lifted.Expect(HttpStatusCode.OK).Data["filters"]);
        Assert.Null(lifted.Data["headers"]);
    }

    [Fact]
    public async Task What_could_not_be_created_cannot_be_made_of_it_either()
    {
        var id = await New("refusals");

        var url = await hub.Admin.UpdateWebhook(id, new { url = "http://example.com" });
        url.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
        var noUrl = await hub.Admin.UpdateWebhook(id, new { url = (string?)null });
        noUrl.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
        var events = await hub.Admin.UpdateWebhook(id, new { events = new[] { "nonsense" } });
        events.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_EVENTS");
        var noEvents = await hub.Admin.UpdateWebhook(id, new { events = (string[]?)null });
        noEvents.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_EVENTS");
        (await hub.Admin.UpdateWebhook(id, new { secret = (string?)null })).ExpectInvalid("secret");
        (await hub.Admin.UpdateWebhook(id, new { dialect = "klingon" })).ExpectInvalid("dialect");
        (await hub.Admin.UpdateWebhook(id, new { dialect = (string?)null })).ExpectInvalid("dialect");
        (
            await hub.Admin.UpdateWebhook(id, new { headers = new Dictionary<string, string> { ["Host"] = "x" } })
        ).ExpectInvalid("headers");
    }

    [Fact]
    public async Task A_dialect_without_its_events_is_INVALID_EVENTS()
    {
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new { url = "https://example.com/mixed", events = new[] { "ticket.status_changed" } }
            )
        );

        (await hub.Admin.UpdateWebhook(id, new { dialect = "maktab" })).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "INVALID_EVENTS"
        );
    }

    [Fact]
    public async Task Two_webhooks_cannot_become_one()
    {
        await New("taken");
        var id = await New("free");

        (await hub.Admin.UpdateWebhook(id, new { url = "https://example.com/taken" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "webhook_exists"
        );
    }

    [Fact]
    public async Task Only_the_version_that_was_read_is_changed_or_deleted()
    {
        var id = await New("versions");
        var read = (await hub.Admin.GetWebhook(id)).ETag!;
        var changed = await hub.Admin.UpdateWebhook(id, new { name = "First" }, ("If-Match", read));
        changed.Expect(HttpStatusCode.OK);

        (await hub.Admin.UpdateWebhook(id, new { name = "Late" }, ("If-Match", read))).Expect(
            HttpStatusCode.PreconditionFailed
        );
        (await hub.Admin.DeleteWebhook(id, ("If-Match", read))).Expect(HttpStatusCode.PreconditionFailed);
        (await hub.Admin.DeleteWebhook(id, ("If-Match", changed.ETag!))).Expect(HttpStatusCode.NoContent);
    }

    private Task<Guid> New(string path) => hub.Admin.Subscribe($"https://example.com/{path}", "ticket.created");
}
