using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;

namespace Hub.Tests.OnCall;

/// <summary>Rotations and their overrides as people see them, and what of them is refused.</summary>
public sealed class RotationsTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await HubWithSla.Start();
        await hub.Admin.HireAgents(3);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task It_says_who_is_on_call_until_when_and_who_is_next()
    {
        var rotation = await hub.Admin.NewRotation(
            new
            {
                agent_ids = new[] { 1, 2 },
                time_zone = "Europe/Berlin",
                handover = "weekly",
                handover_at = "09:00",
                starts_on = "2026-05-18",
            }
        );

        var now = await OnCall("");
        Assert.Equal(HeardEvents.IdOf(rotation), (long)now["rotation_id"]!);
        Assert.Equal("1 Agent 1  2026-05-25T07:00:00.000Z", Text(now["on_call"]));
        Assert.Equal("2 Agent 2 2026-05-25T07:00:00.000Z 2026-06-01T07:00:00.000Z", Text(now["next"]));
        Assert.Equal(
            "2 Agent 2  2026-06-01T07:00:00.000Z",
            Text((await OnCall("?at=2026-05-25T07:00:00Z"))["on_call"])
        );
        Assert.Null((await OnCall("?at=2026-05-18T06:59:59Z"))["on_call"]);
        (await hub.Admin.Get("/api/v1/on-call?at=3000-01-01")).ExpectInvalid("at");
    }

    [Fact]
    public async Task An_override_holds_at_any_hour_and_the_newest_of_those_that_overlap()
    {
        var rotation = await hub.Admin.NewRotation(
            new
            {
                agent_ids = new[] { 1 },
                hours = new[]
                {
                    new
                    {
                        day = "sunday",
                        from = "10:00",
                        to = "12:00",
                    },
                },
            }
        );
        var first = await Override(rotation, 2, "2026-05-24T11:00:00Z", "2026-05-24T14:00:00Z");
        var second = await Override(rotation, 3, "2026-05-24T13:00:00Z", "2026-05-24T13:30:00Z");

        Assert.Equal(["1 10:30 11:00", "2 11:00 13:00", "3 13:00 13:30", "2 13:30 14:00"], await Shifts(rotation));
        (await hub.Admin.Send(HttpMethod.Delete, first, null)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Send(HttpMethod.Delete, first, null)).ExpectProblem(
            HttpStatusCode.NotFound,
            "override_not_found"
        );
        Assert.Equal(["1 10:30 12:00", "3 13:00 13:30"], await Shifts(rotation));
        Assert.Equal(3, (int)(await hub.Admin.Get(second)).Data["agent_id"]!);
        Assert.Single((await hub.Admin.Get($"{rotation}/overrides")).Items);
    }

    [Fact]
    public async Task An_override_that_ends_before_it_begins_or_is_past_or_endless_is_refused()
    {
        var rotation = await hub.Admin.NewRotation(new { agent_ids = new[] { 1 } });

        (await Send(rotation, 2, "2026-05-25T11:00:00Z", "2026-05-25T11:00:00Z")).ExpectInvalid("ends_at");
        (await Send(rotation, 2, "2026-05-23T11:00:00Z", "2026-05-24T10:30:00Z")).ExpectInvalid("ends_at");
        (await Send(rotation, 2, "2026-05-25T11:00:00Z", "2027-05-27T11:00:00Z")).ExpectInvalid("ends_at");
        (await Send(rotation, 9, "2026-05-25T11:00:00Z", "2026-05-26T11:00:00Z")).ExpectInvalid("agent_id");
    }

    [Fact]
    public async Task Who_is_deactivated_has_no_turn()
    {
        await hub.Admin.NewRotation(new { agent_ids = new[] { 1, 2, 3 } });
        Assert.Equal(2, (int)(await OnCall(""))["on_call"]!["agent_id"]!);

        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/users/2/deactivate", null)).Expect(HttpStatusCode.OK);

        Assert.Equal("3 Agent 3  2026-05-26T00:00:00.000Z", Text((await OnCall(""))["on_call"]));
    }

    [Fact]
    public async Task A_rotation_that_does_not_hold_together_is_refused()
    {
        (await Refused(new { agent_ids = Array.Empty<int>() })).ExpectInvalid("agent_ids");
        (await Refused(new { agent_ids = new[] { 99 } })).ExpectInvalid("agent_ids");
        (await Refused(new { agent_ids = new[] { 1 }, time_zone = "Berlin" })).ExpectInvalid("time_zone");
        (await Refused(new { agent_ids = new[] { 1 }, starts_on = "2026-02-29" })).ExpectInvalid("starts_on");
        (await Refused(new { agent_ids = new[] { 1 }, handover_at = "9" })).ExpectInvalid("handover_at");
        var late = new
        {
            day = "monday",
            from = "17:00",
            to = "09:00",
        };
        (await Refused(new { agent_ids = new[] { 1 }, hours = new[] { late } })).ExpectInvalid("hours[0]");
        var rotation = await hub.Admin.NewRotation(new { agent_ids = new[] { 1 } });
        (
            await hub.Admin.Send(
                HttpMethod.Put,
                rotation,
                new { escalate_to_rotation_ids = new[] { HeardEvents.IdOf(rotation) } }
            )
        ).ExpectInvalid("escalate_to_rotation_ids");

        Task<Answer> Refused(object fields) => hub.Admin.SendRotation(fields);
    }

    [Fact]
    public async Task Setting_up_takes_all_scopes_and_swapping_and_paging_go_with_tickets()
    {
        var rotation = await hub.Admin.NewRotation(new { agent_ids = new[] { 1 } });
        var client = await hub.Host.WithScopes("tickets:read", "tickets:write");

        (await client.SendRotation(new { agent_ids = new[] { 1 } })).Expect(HttpStatusCode.Forbidden);
        (await client.Send(HttpMethod.Put, rotation, new { repeats = 1 })).Expect(HttpStatusCode.Forbidden);
        (await client.Get("/api/v1/on-call")).Expect(HttpStatusCode.OK);
        await client.NewAt(
            $"{rotation}/overrides",
            new
            {
                agent_id = 2,
                starts_at = "2026-05-25",
                ends_at = "2026-05-26",
            }
        );
        await client.Page(rotation);
    }

    [Fact]
    public async Task A_rotation_stays_while_pages_of_it_are_open_or_others_escalate_to_it()
    {
        var last = await hub.Admin.NewRotation(new { agent_ids = new[] { 1 } });
        var first = await hub.Admin.NewRotation(
            new { agent_ids = new[] { 2 }, escalate_to_rotation_ids = new[] { HeardEvents.IdOf(last) } }
        );
        var page = await hub.Admin.Page(first);

        await ExpectKept(last);
        await ExpectKept(first);
        await hub.Admin.Do(page, "resolve");
        (await hub.Admin.Send(HttpMethod.Delete, first, null)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Send(HttpMethod.Delete, last, null)).Expect(HttpStatusCode.NoContent);

        async Task ExpectKept(string rotation) =>
            (await hub.Admin.Send(HttpMethod.Delete, rotation, null)).ExpectProblem(
                HttpStatusCode.Conflict,
                "on_call_rotation_in_use"
            );
    }

    private async Task<JsonNode> OnCall(string query) =>
        Assert.Single((await hub.Admin.Get($"/api/v1/on-call{query}")).Expect(HttpStatusCode.OK).Items)!;

    private async Task<string[]> Shifts(string rotation) =>
        [
            .. (await hub.Admin.Get($"{rotation}/shifts?from=2026-05-24T10:30:00Z&to=2026-05-25")).Items.Select(one =>
                $"{one!["agent_id"]} {((string)one["starts_at"]!)[11..16]} {((string)one["ends_at"]!)[11..16]}"
            ),
        ];

    private async Task<string> Override(string rotation, long agent, string from, string to) =>
        $"{rotation}/overrides/{(await Send(rotation, agent, from, to)).Expect(HttpStatusCode.Created).Id}";

    private Task<Answer> Send(string rotation, long agent, string from, string to) =>
        hub.Admin.Send(
            HttpMethod.Post,
            $"{rotation}/overrides",
            new
            {
                agent_id = agent,
                starts_at = from,
                ends_at = to,
            }
        );

    private static string Text(JsonNode? one) => $"{one!["agent_id"]} {one["agent_name"]} {one["from"]} {one["until"]}";
}
