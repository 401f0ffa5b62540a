using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

public sealed class UpdateTicketTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Fields_that_are_left_out_stay_as_they_are()
    {
        var created = await hub.Admin.CreateTicket();

        var updated = await hub.Admin.UpdateTicket(created.Id, new { priority = "low" });

        Assert.Equal("low", (string)updated.Expect(HttpStatusCode.OK).Data["priority"]!);
        Assert.Equal(created.Data["subject"]!.ToJsonString(), updated.Data["subject"]!.ToJsonString());
        Assert.NotEqual(created.ETag, updated.ETag);
    }

    [Fact]
    public async Task Null_clears_what_may_be_empty()
    {
        await hub.Admin.HireAgents(7);
        var id = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(
            id,
            new
            {
                department_id = 1,
                assignee_id = 7,
                tags = new[] { "x" },
            }
        );

        var data = (
            await hub.Admin.UpdateTicket(id, """{"department_id":null,"assignee_id":null,"tags":null}""")
        ).Data.AsObject();

        Assert.False(data.ContainsKey("department_id"));
        Assert.False(data.ContainsKey("assignee_id"));
        Assert.Equal("[]", data["tags"]!.ToJsonString());
    }

    [Theory]
    [InlineData("subject", "null")]
    [InlineData("description", "\"\"")]
    [InlineData("status", "null")]
    [InlineData("priority", "null")]
    [InlineData("status", "\"done\"")]
    [InlineData("status", "1")]
    [InlineData("status", "\"open, pending\"")]
    [InlineData("assignee_id", "\"me\"")]
    [InlineData("department_id", "99")]
    [InlineData("tags", "[1]")]
    public async Task A_value_that_does_not_fit_is_named(string field, string value)
    {
        var id = await hub.Admin.NewTicket();

        var answer = await hub.Admin.UpdateTicket(id, $$"""{"{{field}}":{{value}}}""");

        answer.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(answer.Json["errors"]!.AsObject(), error =>
            error.Key.StartsWith(field, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_unknown_status_is_answered_with_the_known_ones()
    {
        var answer = await hub.Admin.UpdateTicket(await hub.Admin.NewTicket(), new { status = "done" });

        Assert.Equal(["Must be one of open, pending, on_hold, resolved, closed."], answer.ErrorsOf("status"));
    }

    [Fact]
    public async Task Custom_fields_are_merged_by_name()
    {
        var id = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(id, """{"custom_fields":{"a":1,"b":{"x":[2]}}}""");

        var updated = await hub.Admin.UpdateTicket(id, """{"custom_fields":{"a":null,"c":"3"}}""");

        Assert.Equal("""{"b":{"x":[2]},"c":"3"}""", updated.Data["custom_fields"]!.ToJsonString());
    }

    [Fact]
    public async Task An_update_that_changes_nothing_fires_nothing_and_keeps_the_version()
    {
        var created = await hub.Admin.CreateTicket();

        var updated = await hub.Admin.UpdateTicket(
            created.Id,
            new { priority = "medium", tags = Array.Empty<string>() }
        );

        Assert.Equal(created.ETag, updated.Expect(HttpStatusCode.OK).ETag);
        Assert.Equal(created.Data["updated_at"]!.ToJsonString(), updated.Data["updated_at"]!.ToJsonString());
        Assert.Equal([TicketFacts.Created], await hub.Host.FactsOf(created.Id));
    }

    [Fact]
    public async Task Resolving_fires_every_fact_of_it_once()
    {
        await hub.Admin.HireAgents(7);
        var id = await hub.Admin.NewTicket();

        var resolved = await hub.Admin.UpdateTicket(id, new { status = "resolved", assignee_id = 7 });

        Assert.NotNull(resolved.Data["resolved_at"]);
        Assert.Equal(
            [
                TicketFacts.Created,
                TicketFacts.Updated,
                TicketFacts.StatusChanged,
                TicketFacts.Resolved,
                TicketFacts.Assigned,
            ],
            await hub.Host.FactsOf(id)
        );
    }

    [Fact]
    public async Task A_stale_version_is_412_and_changes_nothing()
    {
        var created = await hub.Admin.CreateTicket();
        await hub.Admin.UpdateTicket(created.Id, new { subject = "First" });

        var late = await hub.Admin.UpdateTicket(created.Id, new { subject = "Second" }, ("If-Match", created.ETag!));

        late.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        Assert.Equal("First", (string)(await hub.Admin.GetTicket(created.Id)).Data["subject"]!);
    }

    [Fact]
    public async Task The_present_version_and_a_star_are_let_through()
    {
        var created = await hub.Admin.CreateTicket();

        var updated = await hub.Admin.UpdateTicket(created.Id, new { subject = "A" }, ("If-Match", created.ETag!));
        var starred = await hub.Admin.UpdateTicket(created.Id, new { subject = "B" }, ("If-Match", "*"));
        var weak = await hub.Admin.UpdateTicket(created.Id, new { subject = "C" }, ("If-Match", $"W/{starred.ETag}"));
        var unreadable = await hub.Admin.UpdateTicket(created.Id, new { subject = "D" }, ("If-Match", "unquoted"));

        Assert.Equal(HttpStatusCode.OK, updated.Status);
        Assert.Equal(HttpStatusCode.OK, starred.Status);
        Assert.Equal(HttpStatusCode.OK, weak.Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, unreadable.Status);
    }

    /// <summary>Text that is stored as it is: escaped, it would take three times the room.</summary>
    [Fact]
    public async Task Custom_fields_that_are_taken_once_are_taken_again_changed_from_the_first_to_the_last()
    {
        object Ticket(string text) =>
            new
            {
                subject = "A",
                description = new string('漢', 65_536),
                requester_email = "a@b.c",
                custom_fields = Enumerable
                    .Range(0, 8)
                    .ToDictionary(index => $"f{index}", _ => new string(text[0], 2_720)),
            };
        var id = (await hub.Admin.CreateTicket(Ticket("字"))).Expect(HttpStatusCode.Created).Id;
        await hub.Admin.HireAgents(1);

        var updated = await hub.Admin.UpdateTicket(
            id,
            new
            {
                custom_fields = Enumerable.Range(0, 8).ToDictionary(index => $"f{index}", _ => new string('本', 2_720)),
                status = "resolved",
                assignee_id = 1,
                priority = "high",
            }
        );

        updated.Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_bounds_of_custom_fields_are_the_same_on_every_way_to_them()
    {
        object Fields(int count, int length, int from = 0) =>
            new
            {
                subject = "A",
                description = "B",
                requester_email = "a@b.c",
                custom_fields = Enumerable
                    .Range(from, count)
                    .ToDictionary(index => $"f{index:000}", _ => new string('x', length)),
            };
        object Change(int count, int length, int from = 0) =>
            new
            {
                custom_fields = Enumerable
                    .Range(from, count)
                    .ToDictionary(index => $"f{index:000}", _ => new string('x', length)),
            };
        var full = (await hub.Admin.CreateTicket(Fields(100, 600))).Expect(HttpStatusCode.Created).Id;
        var half = (await hub.Admin.CreateTicket(Fields(60, 600))).Expect(HttpStatusCode.Created).Id;

        (await hub.Admin.UpdateTicket(full, Change(100, 601))).Expect(HttpStatusCode.OK);
        (await hub.Admin.UpdateTicket(half, Change(41, 1, from: 60))).ExpectInvalid("custom_fields");
        (await hub.Admin.UpdateTicket(half, Change(30, 1_000, from: 60))).ExpectInvalid("custom_fields");
        foreach (var tooMuch in new[] { (101, 1), (9, 8_000), (1, 8_191) })
        {
            (await hub.Admin.CreateTicket(Fields(tooMuch.Item1, tooMuch.Item2))).Expect(
                HttpStatusCode.UnprocessableEntity
            );
            (await hub.Admin.UpdateTicket(half, Change(tooMuch.Item1, tooMuch.Item2))).Expect(
                HttpStatusCode.UnprocessableEntity
            );
        }
        (await hub.Admin.CreateTicket(Fields(1, 8_190))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Concurrent_updates_all_succeed_and_none_is_lost()
    {
        var id = await hub.Admin.NewTicket();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(index => hub.Admin.UpdateTicket(id, $"{{\"custom_fields\":{{\"f{index}\":{index}}}}}"))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(12, (await hub.Admin.GetTicket(id)).Data["custom_fields"]!.AsObject().Count);
        Assert.Equal(12, (await hub.Host.FactsOf(id)).Count(fact => fact == TicketFacts.Updated));
    }

    [Fact]
    public async Task Of_concurrent_updates_of_one_version_one_wins()
    {
        var created = await hub.Admin.CreateTicket();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(index =>
                    hub.Admin.UpdateTicket(created.Id, new { subject = $"{index}" }, ("If-Match", created.ETag!))
                )
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task An_unknown_id_is_404() =>
        (await hub.Admin.UpdateTicket(987654, new { subject = "A" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "ticket_not_found"
        );
}

public sealed class UpdateClosedTicketTests(HubWithClosedTicket hub) : IClassFixture<HubWithClosedTicket>
{
    [Theory]
    [InlineData("open")]
    [InlineData("pending")]
    [InlineData("resolved")]
    public async Task A_closed_ticket_stays_closed(string status) =>
        (await hub.Admin.UpdateTicket(hub.Ticket, new { status })).ExpectProblem(
            HttpStatusCode.Conflict,
            "transition_refused"
        );

    [Fact]
    public async Task Its_tags_can_still_be_set() =>
        (await hub.Admin.UpdateTicket(hub.Ticket, new { tags = new[] { "archived" } })).Expect(HttpStatusCode.OK);
}
