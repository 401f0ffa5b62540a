using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>What a webhook says of a template that fails, in time that the test moves.</summary>
public sealed class TemplateFaultTests
{
    private const string Picky = """
        {{ if event.ticket.subject == "Breaks" }}this is no JSON{{ else }}{"text": "Own: {{ event.ticket.subject }}"}{{ end }}
        """;

    [Fact]
    public async Task It_is_said_once_and_no_more_after_the_next_success_of_the_same_event()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Start();
        var own = await hub.Admin.NewTemplate("generic", Picky);
        var id = await hub.Admin.Target("generic", receiver.Url, own, dialect: "tiketti");
        await Tell("Breaks", 1);
        var first = await Wait.For(() => hub.Admin.GetWebhook(id), one => one.Data["template_problem"] is not null);
        Assert.Equal(hub.Clock.GetUtcNow(), (DateTimeOffset)first.Data["template_problem"]!["at"]!);

        hub.Advance(TimeSpan.FromSeconds(30));
        await Tell("Breaks", 2);
        await Tell("Works", 3);
        Assert.Equal(first.ETag, (await hub.Admin.GetWebhook(id)).ETag);
        hub.Advance(TimeSpan.FromSeconds(30));
        await Tell("Works", 4);

        await Wait.For(() => hub.Admin.GetWebhook(id), one => one.Data["template_problem"] is null);
        Assert.Equal("""{"text":"Own: Works"}""", receiver.Received[3].Text);

        async Task Tell(string subject, int received)
        {
            await hub.Admin.NewTicket(Samples.Ticket(subject));
            await receiver.Until(received);
            await hub.Settled();
        }
    }

    [Fact]
    public async Task A_dialect_of_lists_sends_a_target_one_message_an_event_and_a_list_again_without_it()
    {
        await using var hub = await TimedHub.Start([TestDialects.Lists]);
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Target("generic", receiver.Url, dialect: "lists");
        await hub.Admin.NewTicket();
        await hub.Admin.NewTicket();
        Assert.All(await receiver.Until(2), hook => Assert.Equal("ticket.created", hook.Event));
        await hub.Settled();

        await hub.Admin.UpdateWebhook(id, new { target = (string?)null });
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 3);
        await Wait.For(
            () =>
            {
                hub.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult(receiver.Received.Count);
            },
            count => count == 3
        );

        Assert.IsType<JsonArray>(receiver.Received[2].Json);
    }
}
