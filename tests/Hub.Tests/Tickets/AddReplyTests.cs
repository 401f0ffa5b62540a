using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

public sealed class AddReplyTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_public_reply_is_the_token_s_unless_somebody_is_named()
    {
        var id = await hub.Admin.NewTicket();

        var own = await hub.Admin.AddReply(id, new { body = "On it" });
        var named = await hub.Admin.AddReply(
            id,
            new
            {
                body = "Thanks",
                author_email = "otto@company.com",
                author_name = "Otto",
            }
        );

        own.Expect(HttpStatusCode.Created);
        Assert.Equal(id, (long)own.Data["ticket_id"]!);
        Assert.Equal("""{"kind":"token","id":"1","name":"Bootstrap"}""", own.Data["author"]!.ToJsonString());
        Assert.Equal("Otto", (string)named.Data["author"]!["name"]!);
        var read = await hub.Admin.Get(own.Header("Location")!);
        Assert.Equal(own.Text, read.Expect(HttpStatusCode.OK).Text);
        Assert.Equal(2, (int)(await hub.Admin.GetTicket(id)).Data["reply_count"]!);
        Assert.Equal([TicketFacts.Created, ReplyFacts.Added, ReplyFacts.Added], await hub.Host.FactsOf(id));
    }

    [Fact]
    public async Task A_note_is_internal_and_does_not_count()
    {
        var id = await hub.Admin.NewTicket();

        var note = await hub.Admin.AddReply(id, new { body = "Check the router", @internal = true });

        Assert.True((bool)note.Expect(HttpStatusCode.Created).Data["internal"]!);
        Assert.Equal(0, (int)(await hub.Admin.GetTicket(id)).Data["reply_count"]!);
        Assert.Equal([TicketFacts.Created, ReplyFacts.NoteAdded], await hub.Host.FactsOf(id));
    }

    [Fact]
    public async Task The_requester_s_reply_opens_a_resolved_ticket_again()
    {
        var id = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(id, new { status = "resolved" });

        await hub.Admin.AddReply(id, new { body = "Still broken", author_email = "USER@company.com" });

        var data = (await hub.Admin.GetTicket(id)).Data.AsObject();
        Assert.Equal("open", (string)data["status"]!);
        Assert.False(data.ContainsKey("resolved_at"));
        Assert.Equal(
            [ReplyFacts.Added, TicketFacts.Updated, TicketFacts.StatusChanged],
            (await hub.Host.FactsOf(id)).TakeLast(3)
        );
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("""{"body":" "}""", "body")]
    [InlineData("""{"body":"A","internal":"yes"}""", "internal")]
    [InlineData("""{"body":"A","author_email":"otto"}""", "author_email")]
    public async Task A_value_that_does_not_fit_is_named(string body, string field) =>
        (await hub.Admin.AddReply(await hub.Admin.NewTicket(), body)).ExpectInvalid(field);

    [Fact]
    public async Task A_note_by_the_requester_is_refused()
    {
        var answer = await hub.Admin.AddReply(
            await hub.Admin.NewTicket(),
            new
            {
                body = "Psst",
                @internal = true,
                author_email = "user@company.com",
            }
        );

        answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "note_by_requester");
        Assert.NotEmpty(answer.ErrorsOf("author_email"));
    }

    [Fact]
    public async Task Concurrent_replies_are_all_counted()
    {
        var id = await hub.Admin.NewTicket();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(index => hub.Admin.AddReply(id, new { body = $"{index}" })));

        var data = (await hub.Admin.GetTicket(id)).Data;
        Assert.Equal((10, 10), ((int)data["reply_count"]!, data["replies"]!.AsArray().Count));
    }

    [Fact]
    public async Task An_unknown_ticket_is_404() =>
        (await hub.Admin.AddReply(987654, new { body = "A" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "ticket_not_found"
        );
}

public sealed class ReplyToClosedTicketTests(HubWithClosedTicket hub) : IClassFixture<HubWithClosedTicket>
{
    [Fact]
    public async Task A_closed_ticket_takes_notes_and_no_public_replies()
    {
        var reply = await hub.Admin.AddReply(hub.Ticket, new { body = "Hello?" });
        var note = await hub.Admin.AddReply(hub.Ticket, new { body = "For the record", @internal = true });

        reply.ExpectProblem(HttpStatusCode.Conflict, "ticket_closed");
        note.Expect(HttpStatusCode.Created);
    }
}
