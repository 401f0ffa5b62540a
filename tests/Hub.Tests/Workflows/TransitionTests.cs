using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Workflows;

/// <summary>A ticket on its way through a workflow: what it may do, what it keeps, and what is told.</summary>
public sealed class TransitionTests(TransitionTests.HubWithFlow hub) : IClassFixture<TransitionTests.HubWithFlow>
{
    private static readonly object Checked = new
    {
        target_id = "checking",
        resolution = "fixed",
        comment = "The toner was empty.",
        additional_keys = new { resolution_code = "toner" },
    };

    [Fact]
    public async Task A_status_of_its_own_counts_as_one_of_the_five()
    {
        var ticket = await Working();

        var data = (await hub.Admin.GetTicket(ticket)).Data;
        Assert.Equal(("open", "working"), ((string)data["status"]!, (string)data["status_id"]!));
        var stands = (await hub.Admin.Get($"/api/v1/tickets/{ticket}/transitions")).Data;
        Assert.Equal("In progress", (string)stands["label"]!);
        Assert.Equal("resolution_code", (string)stands["transitions"]![0]!["additional_keys"]![0]!);

        var told = (await hub.Host.EventsOf(ticket))[^1];
        Assert.Equal(TicketFacts.StatusChanged, told.Fact);
        Assert.Equal(
            ("Open", "In progress", "Start work"),
            (told.Move!.From.Label, told.Move.To.Label, told.Move.Label)
        );
        Assert.Equal("status_id", Assert.Single(told.Changes!).Field);
    }

    [Fact]
    public async Task What_is_said_with_a_move_is_kept_and_told_in_one_step()
    {
        var ticket = await Working();
        var before = (await hub.Host.EventsOf(ticket)).Count;

        var moved = (await hub.Admin.Move(ticket, Checked)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal(
            ("resolved", "checking", "fixed", "toner"),
            (
                (string)moved["status"]!,
                (string)moved["status_id"]!,
                (string)moved["resolution"]!,
                (string)moved["additional_keys"]!["resolution_code"]!
            )
        );
        Assert.Equal("The toner was empty.", (string)(await hub.Admin.GetTicket(ticket)).Data["replies"]![0]!["body"]!);
        var told = (await hub.Host.EventsOf(ticket)).Skip(before).ToList();
        Assert.Equal(
            [ReplyFacts.Added, TicketFacts.Updated, TicketFacts.StatusChanged, TicketFacts.Resolved],
            told.Select(one => one.Fact)
        );
        Assert.All(told, one => Assert.Equal(TicketStatus.Resolved, one.About<Ticket>()!.Status));
        var move = told[2].Move!;
        Assert.Equal(
            ("checking", "Have it checked", "fixed", "The toner was empty.", "toner", false),
            (
                move.To.Id,
                move.Label,
                move.Resolution,
                move.Comment,
                move.AdditionalKeys!["resolution_code"].GetString(),
                move.To.StopsSla
            )
        );
        Assert.Null(told[3].Move!.Comment);
    }

    [Fact]
    public async Task A_repeat_says_nothing_twice()
    {
        var ticket = await Working();
        await hub.Admin.Move(ticket, Checked);
        var before = (await hub.Host.EventsOf(ticket)).Count;

        (await hub.Admin.Move(ticket, Checked)).Expect(HttpStatusCode.OK);

        Assert.Equal(before, (await hub.Host.EventsOf(ticket)).Count);
        Assert.Single((await hub.Admin.GetTicket(ticket)).Data["replies"]!.AsArray());
    }

    [Fact]
    public async Task Resolved_is_told_again_only_when_the_clock_stops_after_all()
    {
        var ticket = await Working();
        await hub.Admin.Move(ticket, Checked);
        var before = (await hub.Host.EventsOf(ticket)).Count;

        (await hub.Admin.Move(ticket, new { target_id = "accepted" })).Expect(HttpStatusCode.OK);

        var told = (await hub.Host.EventsOf(ticket)).Skip(before).ToList();
        Assert.Equal(
            [TicketFacts.Updated, TicketFacts.StatusChanged, TicketFacts.Resolved],
            told.Select(one => one.Fact)
        );
        Assert.True(told[^1].Move is { IsWithinCategory: true, To.StopsSla: true, Resolution: "fixed" });
    }

    [Fact]
    public async Task What_a_way_wants_is_asked_for_and_what_it_does_not_take_is_refused()
    {
        var ticket = await Working();

        (await hub.Admin.Move(ticket, new { target_id = "checking" })).ExpectInvalid("resolution");
        (await hub.Admin.Move(ticket, new { target_id = "checking", resolution = "fixed" })).ExpectInvalid("comment");
        (await hub.Admin.Move(ticket, new { target_id = "checking", resolution = "magic" })).ExpectInvalid(
            "resolution"
        );
        (await Moved(ticket, """{"other":1}""")).ExpectInvalid("additional_keys.other");
        (await Moved(ticket, """{"resolution_code":{}}""")).ExpectInvalid("additional_keys.resolution_code");
        (await hub.Admin.Move(ticket, new { target_id = "nowhere" })).ExpectInvalid("target_id");
        (await hub.Admin.Move(ticket, new { target_id = "checking", internal_comment = true })).ExpectInvalid(
            "internal_comment"
        );
        (await hub.Admin.Move(9_999_999, new { target_id = "open" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "ticket_not_found"
        );
        Assert.Equal("working", (string)(await hub.Admin.GetTicket(ticket)).Data["status_id"]!);
    }

    [Fact]
    public async Task A_refusal_names_where_the_ticket_can_go()
    {
        var ticket = await Working();

        var refused = await hub.Admin.Move(ticket, new { target_id = "accepted" });
        refused.ExpectProblem(HttpStatusCode.Conflict, "transition_refused");
        Assert.EndsWith("It can go to checking.", (string)refused.Json["detail"]!);
        (await hub.Admin.UpdateTicket(ticket, new { status = "pending" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "transition_refused"
        );
        // Who sends back what they read changes nothing.
        (await hub.Admin.UpdateTicket(ticket, new { status = "open" })).Expect(HttpStatusCode.OK);
        Assert.Equal("working", (string)(await hub.Admin.GetTicket(ticket)).Data["status_id"]!);
    }

    [Fact]
    public async Task The_requester_s_reply_opens_it_again_and_how_it_ended_is_forgotten()
    {
        var ticket = await Working();
        await hub.Admin.Move(ticket, Checked);

        await hub.Admin.AddReply(ticket, new { body = "No, it does not", author_email = "user@company.com" });

        var data = (await hub.Admin.GetTicket(ticket)).Data.AsObject();
        Assert.Equal("open", (string)data["status"]!);
        Assert.False(
            data.ContainsKey("status_id") || data.ContainsKey("resolution") || data.ContainsKey("additional_keys")
        );
        Assert.Null((await hub.Host.EventsOf(ticket)).Last(one => one.Move is not null).Move!.Label);
    }

    [Fact]
    public async Task The_list_knows_the_statuses_of_the_workflow()
    {
        var (plain, working) = (await hub.Admin.NewTicket(), await Working());

        Assert.Equal([working], await Listed("status_id=working", plain, working));
        Assert.Equal([plain], await Listed("status_id=open", plain, working));
        Assert.Equal([plain, working], await Listed("status_id=working,open", plain, working));
        Assert.Equal([plain, working], await Listed("status=open", plain, working));
        Assert.Empty(await Listed("status_id=no_such", plain, working));
    }

    private async Task<long> Working()
    {
        var ticket = await hub.Admin.NewTicket();
        (await hub.Admin.Move(ticket, new { target_id = "working" })).Expect(HttpStatusCode.OK);
        return ticket;
    }

    private Task<Answer> Moved(long ticket, string keys) =>
        hub.Admin.Move(
            ticket,
            $$"""{"target_id":"checking","resolution":"fixed","comment":"x","additional_keys":{{keys}}}"""
        );

    private async Task<long[]> Listed(string query, params long[] among) =>
        [
            .. (await hub.Admin.ListTickets($"{query}&per_page=100"))
                .Expect(HttpStatusCode.OK)
                .Items.Select(one => (long)one!["id"]!)
                .Where(among.Contains)
                .Order(),
        ];

    public sealed class HubWithFlow : RunningHub
    {
        private protected override async Task Arrange() => await Admin.SetUp();
    }
}
