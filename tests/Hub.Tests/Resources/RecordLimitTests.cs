using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Resources;

/// <summary>Nothing grows without a bound by a caller's wish.</summary>
public sealed class RecordLimitTests
{
    [Fact]
    public async Task Records_are_created_up_to_their_limit_and_again_when_one_has_gone()
    {
        await using var hub = await HubHost.Start(
            "--Limits:Webhooks=2",
            "--Limits:Tokens=3",
            "--Limits:ScimTokens=1",
            "--Limits:Roles=1",
            "--Limits:Departments=3"
        );
        var neighbour = await hub.OpenOrganization("OTHER");

        await ExpectLimit(hub.Admin, 2, n =>
            hub.Admin.CreateWebhook(new { url = $"https://example.com/{n}", events = WebhookCalls.Everything })
        );
        await ExpectLimit(hub.Admin, 2, n => hub.Admin.CreateToken(new { name = $"{n}" }));
        await ExpectLimit(hub.Admin, 1, n => Post(hub.Admin, "scim-tokens", new { name = $"{n}" }));
        await ExpectLimit(hub.Admin, 1, n => Post(hub.Admin, "roles", new { name = $"Role {n}" }));
        var left = 3 - (int)(await hub.Admin.Get("/api/v1/departments")).Json["meta"]!["total"]!;
        await ExpectLimit(hub.Admin, left, n => hub.Admin.CreateDepartment(new { name = $"Department {n}" }));

        // The neighbour has limits of its own.
        (await Post(neighbour, "scim-tokens", new { name = "1" })).Expect(HttpStatusCode.Created);
        var webhook = (Guid)(await hub.Admin.ListWebhooks()).Items[0]!["id"]!;
        (await hub.Admin.DeleteWebhook(webhook)).Expect(HttpStatusCode.NoContent);
        await hub.Admin.Subscribe("https://example.com/again");
    }

    [Fact]
    public async Task Roles_count_whoever_makes_them()
    {
        await using var hub = await HubHost.Start("--Limits:Roles=2");
        var provider = await ScimHub.Provider(hub, hub.Admin, "Okta");
        (await Post(hub.Admin, "roles", new { name = "By hand" })).Expect(HttpStatusCode.Created);
        await provider.NewGroup("Provisioned");

        var refused = (await provider.CreateGroup("One too many")).ExpectError(409);
        (await Post(hub.Admin, "roles", new { name = "Another" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "limit_reached"
        );

        Assert.StartsWith("There are 2 roles already", (string)refused.Json["detail"]!);
    }

    [Fact]
    public async Task A_repeat_of_a_webhook_that_is_there_is_no_new_one()
    {
        await using var hub = await HubHost.Start("--Limits:Webhooks=1");
        var wanted = new { url = "https://example.com/", events = WebhookCalls.Everything };
        (await hub.Admin.CreateWebhook(wanted)).Expect(HttpStatusCode.Created);

        Assert.True((bool)(await hub.Admin.CreateWebhook(wanted)).Expect(HttpStatusCode.Created).Json["existing"]!);
    }

    [Fact]
    public async Task The_values_of_a_webhook_s_filter_are_a_hundred_at_most()
    {
        await using var hub = await HubHost.Start();
        foreach (
            var (field, filters) in new (string, object)[]
            {
                ("filters.tag", new { tag = Enumerable.Range(0, 100_000).Select(n => $"t{n}") }),
                ("filters.tag", new { tag = Enumerable.Range(0, 101).Select(n => $"t{n}") }),
                ("filters.department_id", new { department_id = Enumerable.Range(1, 101) }),
                ("filters.assignee_id", new { assignee_id = Enumerable.Range(1, 101) }),
                ("filters.priority", new { priority = Enumerable.Repeat("high", 101) }),
            }
        )
            (
                await hub.Admin.CreateWebhook(
                    new
                    {
                        url = "https://example.com/",
                        events = WebhookCalls.Everything,
                        filters,
                    }
                )
            ).ExpectInvalid(field);
        (
            await hub.Admin.CreateWebhook(
                new
                {
                    url = "https://example.com/",
                    events = WebhookCalls.Everything,
                    filters = new { tag = Enumerable.Range(0, 100).Select(n => $"t{n}") },
                }
            )
        ).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_ticket_takes_replies_and_history_up_to_their_limits_and_can_still_be_emptied()
    {
        await using var hub = await HubHost.Start("--Limits:RepliesPerTicket=3", "--Limits:HistoryPerTicket=6");
        var id = await hub.Admin.NewTicket();
        (await hub.Admin.AddReply(id, new { body = "1" })).Expect(HttpStatusCode.Created);
        var note = (await hub.Admin.AddReply(id, new { body = "2", @internal = true })).Expect(HttpStatusCode.Created);
        (await hub.Admin.AddReply(id, new { body = "3" })).Expect(HttpStatusCode.Created);

        (await hub.Admin.AddReply(id, new { body = "4" })).ExpectProblem(HttpStatusCode.Conflict, "limit_reached");
        (await hub.Admin.DeleteReply(id, note.Id)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.AddReply(id, new { body = "4" })).Expect(HttpStatusCode.Created);
        (await hub.Admin.UpdateTicket(id, new { subject = "Six" })).Expect(HttpStatusCode.OK);
        (await hub.Admin.UpdateTicket(id, new { subject = "Seven" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "limit_reached"
        );
        (await hub.Admin.DeleteTicket(id)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Custom_fields_do_not_gather_beyond_their_limit()
    {
        await using var hub = await HubHost.Start();
        var id = await hub.Admin.NewTicket();
        (await hub.Admin.UpdateTicket(id, Fields(0, 100))).Expect(HttpStatusCode.OK);

        (await hub.Admin.UpdateTicket(id, Fields(100, 101))).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "validation_failed"
        );
        (await hub.Admin.UpdateTicket(id, Fields(0, 100))).Expect(HttpStatusCode.OK);

        static object Fields(int from, int to) =>
            new { custom_fields = Enumerable.Range(from, to - from).ToDictionary(n => $"f{n}", n => n) };
    }

    [Fact]
    public async Task An_organization_whose_webhooks_do_not_fit_into_memory_stops_itself_alone()
    {
        await using var hub = await TimedHub.Start("--Delivery:SubscriptionMemory=1");
        await using var receiver = await HookReceiver.Start();
        var neighbour = await hub.Host.OpenOrganization("OTHER");
        await neighbour.Subscribe(receiver.UrlOf("theirs"), "ticket.created");
        var large = Enumerable.Range(0, 100).Select(n => $"tag-{n}").ToArray();
        for (var number = 0; number < 12; number++)
            (
                await hub.Admin.CreateWebhook(
                    new
                    {
                        url = receiver.UrlOf($"own-{number}"),
                        events = new[] { "ticket.created" },
                        filters = new { tag = large },
                    }
                )
            ).Expect(HttpStatusCode.Created);

        await hub.Admin.NewTicket(
            new
            {
                subject = "s",
                description = "d",
                requester_email = "a@b.c",
                tags = new[] { "tag-7" },
            }
        );
        await neighbour.NewTicket();

        await Wait.For(
            () => Task.FromResult(receiver.Received.Select(hook => hook.Path).ToList()),
            paths => paths.Contains("/theirs") && Own(paths) > 0
        );
        var listed = await Wait.For(() => hub.Admin.Get("/api/v1/set-aside"), answer => answer.Items.Count == 1);
        Assert.Equal("subscriptions", (string)listed.Items[0]!["sort"]!);
        Assert.InRange(Own(receiver.Received.Select(hook => hook.Path)), 1, 11);

        static int Own(IEnumerable<string> paths) =>
            paths.Distinct().Count(path => path.StartsWith("/own-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Webhooks", "100001")]
    [InlineData("Webhooks", "0")]
    [InlineData("RepliesPerTicket", "-1")]
    [InlineData("Bytes", "-1")]
    [InlineData("Bytes", "1000000000000001")]
    public async Task A_limit_that_makes_no_sense_stops_the_start(string key, string value)
    {
        var folder = HubHost.NewFolder();
        await using var app = HubHost.Create(folder, null, $"--Limits:{key}={value}");

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => HubApplication.Prepare(app));

        Assert.Contains($"Limits:{key} must be between", StartRefusal.Explain(refused));
    }

    [Fact]
    public async Task A_refusal_repeats_ten_bad_values_at_most()
    {
        await using var hub = await HubHost.Start();
        var words = Enumerable.Range(0, 20_000).Select(n => $"no-such-event-{n}").ToArray();

        var events = await hub.Admin.CreateWebhook(new { url = "https://example.com/", events = words.Take(100) });
        var abilities = await hub.Admin.CreateToken(new { name = "x", abilities = words });
        var list = await hub.Admin.ListTickets($"assignee_id={string.Join(',', words.Take(5_000))}");
        var fields = await hub.Admin.CreateTicket(
            new
            {
                subject = "s",
                description = "d",
                requester_email = "a@b.c",
                custom_fields = words.Take(5_000).ToDictionary(word => word + new string('x', 64), word => word),
            }
        );

        foreach (var answer in new[] { events, abilities, list, fields })
        {
            answer.Expect(HttpStatusCode.UnprocessableEntity);
            Assert.True(answer.Text.Length < 8_000, $"{answer.Text.Length} characters");
        }
        Assert.True(list.ErrorsOf("assignee_id").Length <= 10);
    }

    private static async Task ExpectLimit(HubClient client, int most, Func<int, Task<Answer>> create)
    {
        for (var number = 0; number < most; number++)
            (await create(number)).Expect(HttpStatusCode.Created);
        (await create(most)).ExpectProblem(HttpStatusCode.Conflict, "limit_reached");
        Assert.NotNull(client.Token);
    }

    private static Task<Answer> Post(HubClient client, string plural, object body) =>
        client.Send(HttpMethod.Post, $"/api/v1/{plural}", body);
}
