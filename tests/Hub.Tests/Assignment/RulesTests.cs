using System.Net;
using Hub.Tests.Hosting;
using static Hub.Tests.Assignment.RuleCalls;

namespace Hub.Tests.Assignment;

/// <summary>What a rule may say, and who may say so.</summary>
public sealed class RulesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private readonly HubClient admin = hub.Admin;

    [Fact]
    public async Task A_rule_is_shown_as_it_was_written_and_changes_in_parts()
    {
        await admin.HireAgents(1);
        var made = await admin.SendRule(
            new
            {
                name = "Whole",
                position = 7,
                on = new[] { "updated", "created" },
                conditions = new { not = Where("assignee_id", "present") },
                actions = new { assign = new { agent_id = 1 }, add_tags = new[] { "a", "A" } },
                stop = true,
            }
        );

        var shown = made.Expect(HttpStatusCode.Created).Data;
        Assert.Equal("""{"not":{"field":"assignee_id","operator":"present"}}""", shown["conditions"]!.ToJsonString());
        Assert.Equal(
            """{"assign":{"method":"agent","agent_id":1},"add_tags":["a"]}""",
            shown["actions"]!.ToJsonString()
        );
        Assert.Equal("""["created","updated"]""", shown["on"]!.ToJsonString());
        Assert.Equal((7, true, true), ((int)shown["position"]!, (bool)shown["is_active"]!, (bool)shown["stop"]!));

        var path = $"{Rules}/{made.Id}";
        var changes = new { conditions = (object?)null, is_active = false };
        var changed = (await admin.Send(HttpMethod.Put, path, changes, ("If-Match", made.ETag!))).Expect(
            HttpStatusCode.OK
        );
        Assert.Null(changed.Data["conditions"]);
        Assert.Equal((false, 7), ((bool)changed.Data["is_active"]!, (int)changed.Data["position"]!));
        Assert.Equal(changed.ETag, (await admin.Send(HttpMethod.Put, path, changes)).ETag);
        (await admin.Send(HttpMethod.Put, path, changes, ("If-Match", made.ETag!))).ExpectProblem(
            HttpStatusCode.PreconditionFailed,
            "precondition_failed"
        );
        (await admin.SendRule(new { name = "WHOLE", actions = new { priority = "low" } })).ExpectProblem(
            HttpStatusCode.Conflict,
            "name_taken"
        );
    }

    [Theory]
    [InlineData(
        "conditions.and[1].field",
        """{"and":[{"field":"tags","operator":"present"},{"field":"colour","operator":"present"}]}"""
    )]
    [InlineData("conditions.or", """{"or":[]}""")]
    [InlineData("conditions", """{"and":[],"or":[]}""")]
    [InlineData("conditions.not", """{"not":7}""")]
    [InlineData("conditions.operator", """{"field":"priority","operator":"starts_with","value":"h"}""")]
    [InlineData("conditions.operator", """{"field":"assignee_id","operator":"at_least","value":1}""")]
    [InlineData("conditions.value", """{"field":"priority","operator":"equals","value":"huge"}""")]
    [InlineData("conditions.value", """{"field":"tags","operator":"present","value":"low"}""")]
    [InlineData("conditions.value", """{"field":"subject","operator":"contains"}""")]
    [InlineData("conditions.value", """{"field":"subject","operator":"contains","value":""}""")]
    [InlineData("conditions.value", """{"field":"subject","operator":"in","value":[]}""")]
    [InlineData("conditions.value", """{"field":"expected_date","operator":"at_most","value":"2026-13-01"}""")]
    [InlineData("conditions.value[1]", """{"field":"department_id","operator":"in","value":[1,999]}""")]
    [InlineData("conditions.value", """{"field":"assignee_id","operator":"not_equals","value":999}""")]
    [InlineData("conditions.value", """{"field":"status_id","operator":"equals","value":"nowhere"}""")]
    [InlineData("conditions.value", """{"field":"custom_fields.size","operator":"at_least","value":"12"}""")]
    [InlineData("conditions.colour", """{"field":"tags","operator":"present","colour":1}""")]
    [InlineData(
        "conditions.not.not.not.not.not",
        """{"not":{"not":{"not":{"not":{"not":{"field":"tags","operator":"present"}}}}}}"""
    )]
    public async Task Conditions_that_do_not_hold_are_named_by_where_they_stand(string field, string conditions)
    {
        await admin.CreateDepartment(new { name = "First" });
        await admin.Send(
            HttpMethod.Post,
            "/api/v1/custom-fields",
            new
            {
                key = "size",
                label = "Size",
                type = "number",
            }
        );
        var body = $$"""{"name":"Wrong","on":["created"],"actions":{"priority":"low"},"conditions":{{conditions}}}""";

        (await admin.Send(HttpMethod.Post, Rules, body)).ExpectInvalid(field);
        (await admin.Send(HttpMethod.Post, $"{Rules}/dry-run", $$"""{"rule":{{body}}}""")).ExpectInvalid(
            $"rule.{field}"
        );
    }

    [Theory]
    [InlineData("actions", "{}")]
    [InlineData("actions", """{"add_tags":[]}""")]
    [InlineData("actions.resolution", """{"priority":"low","resolution":"fixed"}""")]
    [InlineData("actions.status_id", """{"status_id":"nowhere"}""")]
    [InlineData("actions.department_id", """{"department_id":999}""")]
    [InlineData("actions.custom_fields.weight", """{"custom_fields":{"weight":"heavy"}}""")]
    [InlineData("actions.assign", """{"assign":{"agent_id":1,"role_id":1}}""")]
    [InlineData("actions.assign.mehtod", """{"assign":{"agent_id":1,"mehtod":"agent"}}""")]
    [InlineData("actions.assign", """{"assign":{"method":"agent"}}""")]
    [InlineData("actions.assign.agent_id", """{"assign":{"method":"agent","agent_id":999}}""")]
    [InlineData("actions.assign.role_id", """{"assign":{"method":"round_robin","role_id":999}}""")]
    [InlineData("actions.assign", """{"assign":{}}""")]
    [InlineData("actions.assign.method", """{"assign":{"method":"round_robin","agent_id":1}}""")]
    [InlineData("actions.assign.method", """{"assign":{"method":"on_call","agent_ids":[1]}}""")]
    [InlineData("actions.assign.rotation_id", """{"assign":{"method":"on_call","rotation_id":999}}""")]
    public async Task Actions_that_do_not_hold_are_named(string field, string actions)
    {
        await admin.Send(
            HttpMethod.Post,
            "/api/v1/custom-fields",
            new
            {
                key = "weight",
                label = "Weight",
                type = "number",
            }
        );
        var body = $$"""{"name":"Wrong","on":["created"],"actions":{{actions}}}""";
        (await admin.Send(HttpMethod.Post, Rules, body)).ExpectInvalid(field);
    }

    [Fact]
    public async Task Fifty_conditions_are_taken_and_one_more_is_not()
    {
        object All(int count) => new { or = Enumerable.Repeat(Where("subject", "contains", "a"), count) };

        await admin.NewRule(new { conditions = All(50), actions = new { priority = "low" } });
        (await admin.SendRule(new { conditions = All(51), actions = new { priority = "low" } })).ExpectInvalid(
            "conditions.or[50]"
        );
    }

    [Fact]
    public async Task What_a_rule_names_stays()
    {
        await admin.HireAgents(1);
        var named = (await admin.CreateDepartment(new { name = "Named" })).Id;
        var asked = (await admin.CreateDepartment(new { name = "Asked" })).Id;
        var rotation = await admin.Send(
            HttpMethod.Post,
            "/api/v1/on-call/rotations",
            new
            {
                name = "Kept",
                time_zone = "Etc/UTC",
                starts_on = "2026-05-23",
                agent_ids = new[] { 1 },
            }
        );
        var rule = await admin.NewRule(
            new
            {
                conditions = new { or = new[] { Where("department_id", "equals", asked) } },
                actions = new { department_id = named, assign = new { method = "on_call", rotation_id = rotation.Id } },
            }
        );

        foreach (var department in new[] { named, asked })
            (await admin.Send(HttpMethod.Delete, $"/api/v1/departments/{department}", null)).ExpectProblem(
                HttpStatusCode.Conflict,
                "department_in_use"
            );
        var path = $"/api/v1/on-call/rotations/{rotation.Id}";
        (await admin.Send(HttpMethod.Delete, path, null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "on_call_rotation_in_use"
        );
        (await admin.Send(HttpMethod.Delete, $"{Rules}/{rule}", null)).Expect(HttpStatusCode.NoContent);
        (await admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Writing_and_trying_takes_all_scopes_and_reading_is_administration()
    {
        var rule = await admin.NewRule(new { actions = new { priority = "low" } });
        var reader = await hub.Host.WithScopes("admin:read", "tickets:read", "tickets:write");
        var body = RuleOf(new { actions = new { priority = "low" } });

        (await reader.Get($"{Rules}/{rule}")).Expect(HttpStatusCode.OK);
        (await reader.Get($"{Rules}/statuses")).Expect(HttpStatusCode.OK);
        foreach (
            var (method, path) in new[]
            {
                (HttpMethod.Post, Rules),
                (HttpMethod.Put, $"{Rules}/{rule}"),
                (HttpMethod.Delete, $"{Rules}/{rule}"),
                (HttpMethod.Post, $"{Rules}/dry-run"),
                (HttpMethod.Post, $"{Rules}/{rule}/dry-run"),
            }
        )
            (await reader.Send(method, path, method == HttpMethod.Delete ? null : body)).Expect(
                HttpStatusCode.Forbidden
            );
        var agent = await hub.Host.WithScopes("tickets:read");
        (await agent.Get(Rules)).Expect(HttpStatusCode.Forbidden);
    }
}
