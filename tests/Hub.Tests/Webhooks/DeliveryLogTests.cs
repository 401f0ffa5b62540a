using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class DeliveryLogTests
{
    [Fact]
    public async Task A_delivery_is_listed_with_what_the_contract_shows_and_more()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = async (_, http) =>
        {
            hub.Advance(TimeSpan.FromMilliseconds(150));
            await http.Response.Body.WriteAsync("ok"u8.ToArray());
        };
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var at = hub.Clock.GetUtcNow();
        await hub.Admin.NewTicket();

        var listed = (await hub.Admin.DeliveryWhen(id, "success", attempts: 1)).AsObject();

        Assert.Equal("ticket.created", (string)listed["event"]!);
        Assert.Equal(200, (int)listed["response_code"]!);
        Assert.Equal(150, (int)listed["response_time_ms"]!);
        Assert.Equal(at, (DateTimeOffset)listed["created_at"]!);
        Assert.Equal((string)receiver.Received[0].Data["event_id"]!, (string)listed["event_id"]!);
        Assert.False(listed.ContainsKey("error"));
        Assert.False(listed.ContainsKey("next_attempt_at"));
        var read = await hub.Admin.GetDelivery(id, (string)listed["id"]!);
        Assert.Equal(
            """[{"number":1,"at":"2026-05-24T10:30:00.000Z","response_code":200,"response_time_ms":150,"response":"ok"}]""",
            read.Expect(HttpStatusCode.OK).Data["attempts"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Every_attempt_is_kept_with_its_error_and_the_first_2_KB_of_the_answer()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = receiver.Received.Count == 1 ? 500 : 418;
            await http.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(new string('é', 5000)));
        };
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        hub.Advance(TimeSpan.FromMinutes(1));
        var listed = await hub.Admin.DeliveryWhen(id, "retrying", attempts: 2);

        var attempts = (await hub.Admin.GetDelivery(id, (string)listed["id"]!)).Data["attempts"]!.AsArray();

        Assert.Equal(["server_error", "client_error"], attempts.Select(one => (string)one!["error"]!));
        Assert.All(attempts, one => Assert.Equal(new string('é', 1024), (string)one!["response"]!));
        Assert.Equal("client_error", (string)listed["error"]!);
        Assert.Equal(418, (int)listed["response_code"]!);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_leaves_no_status_but_a_reason_and_no_credential()
    {
        await using var hub = await TimedHub.Start();
        string url;
        await using (var gone = await HookReceiver.Start())
            url = gone.Url;
        var id = await hub.Admin.Subscribe(url, "ticket.created");
        await hub.Admin.NewTicket();

        var listed = await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);

        Assert.Equal("refused", (string)listed["error"]!);
        Assert.False(listed.AsObject().ContainsKey("response_code"));
        var read = await hub.Admin.GetDelivery(id, (string)listed["id"]!);
        Assert.NotEmpty((string)read.Data["attempts"]![0]!["response"]!);
        Assert.DoesNotContain("top-secret", read.Text);
    }

    [Fact]
    public async Task The_log_is_narrowed_by_status_event_and_time_and_paged()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (hook, http) =>
        {
            http.Response.StatusCode = hook.Event == "ticket.updated" ? 500 : 200;
            return Task.CompletedTask;
        };
        var id = await hub.Admin.Subscribe(receiver.Url);
        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        hub.Advance(TimeSpan.FromSeconds(10));
        var between = hub.Clock.GetUtcNow();
        await hub.Admin.UpdateTicket(ticket, new { subject = "New" });
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(one => (int)one["attempt_count"]! == 1));
        hub.Advance(TimeSpan.FromSeconds(10));
        await hub.Admin.DeleteTicket(ticket);
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 3 && all.All(one => (int)one["attempt_count"]! == 1));

        Assert.Equal(["ticket.deleted", "ticket.updated", "ticket.created"], await Events(hub, id, ""));
        Assert.Equal(["ticket.deleted", "ticket.created"], await Events(hub, id, "status=success"));
        Assert.Equal(["ticket.updated"], await Events(hub, id, "status=retrying"));
        Assert.Equal(["ticket.created"], await Events(hub, id, "event=ticket.created"));
        Assert.Equal(
            ["ticket.deleted", "ticket.updated"],
            await Events(hub, id, $"from={between:yyyy-MM-ddTHH:mm:ssZ}")
        );
        Assert.Equal(["ticket.created"], await Events(hub, id, $"to={between:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(["ticket.updated"], await Events(hub, id, "per_page=1&page=2"));
        var paged = await hub.Admin.ListDeliveries(id, "per_page=1&page=2");
        Assert.Equal("""{"current_page":2,"per_page":1,"total":3}""", paged.Json["meta"]!.ToJsonString());
        (await hub.Admin.ListDeliveries(id, "status=lost")).ExpectInvalid("status");
        (await hub.Admin.GetDelivery(id, Guid.NewGuid().ToString())).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_days_can_be_chosen()
    {
        await using var hub = await TimedHub.Start("--Delivery:RetentionDays=1");
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);

        hub.Advance(TimeSpan.FromDays(1));

        await Wait.For(
            () =>
            {
                hub.Advance(TimeSpan.FromHours(1));
                return hub.Admin.ListDeliveries(id);
            },
            answer => answer.Items.Count == 0
        );
    }

    private static async Task<IEnumerable<string>> Events(TimedHub hub, Guid id, string query) =>
        (await hub.Admin.ListDeliveries(id, query)).Items.Select((JsonNode? one) => (string)one!["event"]!);
}
