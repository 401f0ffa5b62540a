using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using static Hub.Contracts.InbentaCalls;

namespace Hub.Contracts;

/// <summary>What inbenta's page says of webhooks, sentence by sentence; what its table says of endpoints is in the annex.</summary>
public sealed class InbentaContract(InbentaHub hub) : IClassFixture<InbentaHub>
{
    private const string Webhooks = "/v1/webhooks";

    private static readonly string[] Items = ["alert", "ticket", "reply", "user", "media", "classification", "queue"];

    private HubClient Admin => hub.Admin;

    // Subscribe.

    [Fact]
    public async Task One_address_may_have_a_webhook_for_each_item()
    {
        await using var receiver = await Receiver();

        foreach (var item in Items)
        {
            var made = (await Admin.Subscribe(item, receiver.Url)).Expect(HttpStatusCode.Created).Json;
            Assert.Equal(item, (string)made["item"]!);
            Assert.Equal("active", (string)made["status"]!);
            Assert.True((long)made["id"]! > 0);
            Assert.True(Guid.TryParse((string)made["uuid"]!, out _));
            Assert.Null(made["secret"]);
        }

        var listed = (await Admin.Get(Webhooks)).Items.Where(one => (string)one!["url"]! == Shown(receiver.Url));
        Assert.Equal(Items.Order(), listed.Select(one => (string)one!["item"]!).Order());
        Assert.Equal(Items.Length, listed.Select(one => (long)one!["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_same_item_at_the_same_address_is_the_same_webhook()
    {
        await using var receiver = await Receiver();

        var first = (await Admin.Subscribe("ticket", receiver.Url)).Expect(HttpStatusCode.Created).Json;
        var again = (await Admin.Subscribe("ticket", receiver.Url)).Expect(HttpStatusCode.Created).Json;

        Assert.Equal((string)first["uuid"]!, (string)again["uuid"]!);
        Assert.Equal((long)first["id"]!, (long)again["id"]!);
    }

    [Fact]
    public async Task A_secret_that_is_left_out_is_made_and_shown_once()
    {
        await using var receiver = await Receiver();

        var made = (await Admin.Subscribe("ticket", receiver.Url, secret: null)).Expect(HttpStatusCode.Created).Json;

        var secret = (string)made["secret"]!;
        Assert.Equal(secret, Assert.Single(receiver.Challenges()).Header("X-Hook-Signature"));
        Assert.DoesNotContain(secret, (await Admin.Get($"{Webhooks}/{made["id"]}")).Text);
        Assert.DoesNotContain(secret, (await Admin.Get(Webhooks)).Text);
    }

    [Theory]
    [InlineData("""{"item":"robot","url":"https://some.example/endpoint","secret":"SomeRandomString"}""", "item")]
    [InlineData("""{"url":"https://some.example/endpoint","secret":"SomeRandomString"}""", "item")]
    [InlineData("""{"item":"ticket","url":"https://some.example/endpoint","secret":"two\nlines"}""", "secret")]
    [InlineData("""{"item":"ticket","url":"https://some.example/endpoint","secret":""}""", "secret")]
    [InlineData("""{"item":"ticket","url":"https://some.example/endpoint","token":"x"}""", "token")]
    public async Task What_cannot_be_is_refused_by_field(string body, string field) =>
        (await Admin.Post(Webhooks, body)).ExpectInvalid(field);

    [Theory]
    [InlineData("""{"item":"ticket","secret":"SomeRandomString"}""")]
    [InlineData("""{"item":"ticket","url":"some.example","secret":"SomeRandomString"}""")]
    [InlineData("""{"item":"ticket","url":"ftp://some.example/endpoint","secret":"SomeRandomString"}""")]
    public async Task An_address_that_is_none_is_refused(string body) =>
        (await Admin.Post(Webhooks, body)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");

    [Fact]
    public async Task An_address_must_be_https_where_nobody_develops()
    {
        await using var careful = await HubHost.Start();
        await using var receiver = await Receiver();

        var refused = await careful.Admin.Subscribe("ticket", receiver.Url);

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task A_repeat_under_an_idempotency_key_has_the_first_answer_secret_and_all()
    {
        await using var receiver = await Receiver();
        var body = new { item = "ticket", url = receiver.Url };
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");

        var first = await Admin.Send(HttpMethod.Post, Webhooks, body, key);
        var again = await Admin.Send(HttpMethod.Post, Webhooks, body, key);

        Assert.Equal(first.Expect(HttpStatusCode.Created).Text, again.Expect(HttpStatusCode.Created).Text);
        Assert.EndsWith($"{Webhooks}/{first.Json["id"]}", first.Header("Location"));
        Assert.Single(receiver.Challenges());
    }

    // The challenge.

    [Fact]
    public async Task An_address_is_asked_with_an_empty_GET_that_shows_the_secret_and_a_random_text()
    {
        await using var receiver = await HookReceiver.Start();
        var method = "";
        receiver.Answer = (hook, http) =>
        {
            method = http.Request.Method;
            return Echo(hook, http);
        };

        (await Admin.Subscribe("ticket", receiver.Url)).Expect(HttpStatusCode.Created);
        (await Admin.Subscribe("reply", receiver.Url)).Expect(HttpStatusCode.Created);

        Assert.Equal("GET", method);
        Assert.All(receiver.Received, asked =>
        {
            Assert.Empty(asked.Body);
            Assert.Equal(Secret, asked.Header("X-Hook-Signature"));
        });
        Assert.Equal(2, receiver.Received.Select(ChallengeOf).OfType<string>().Distinct().Count());
    }

    [Theory]
    [InlineData(200, "something else", "it answered 200 with \"something else\"")]
    [InlineData(200, "", "it answered 200 without a body")]
    [InlineData(201, null, "it answered 201 with")]
    [InlineData(302, null, "it answered 302")]
    [InlineData(404, "nothing here", "it answered 404 with \"nothing here\"")]
    [InlineData(500, null, "it answered 500")]
    public async Task Any_other_answer_makes_nothing_and_is_told(int status, string? body, string told)
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (hook, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return http.Response.WriteAsync(body ?? ChallengeOf(hook)!);
        };
        var before = await Known();

        var refused = await Admin.Subscribe("ticket", receiver.Url);

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "challenge_failed");
        Assert.Contains(told, (string)refused.Json["detail"]!);
        Assert.DoesNotContain(Secret, refused.Text);
        Assert.Single(receiver.Received);
        Assert.Equal(before, await Known());
    }

    [Fact]
    public async Task An_address_where_nobody_answers_makes_nothing()
    {
        var receiver = await Receiver();
        var url = receiver.Url;
        await receiver.DisposeAsync();
        var before = await Known();

        var refused = await Admin.Subscribe("ticket", url);

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "challenge_failed");
        Assert.Contains("it gave no answer", (string)refused.Json["detail"]!);
        Assert.Equal(before, await Known());
    }

    // Receive.

    [Fact]
    public async Task An_event_has_six_members_all_of_them_numbers_and_words()
    {
        await using var receiver = await Receiver();
        (await Admin.Subscribe("classification", receiver.Url)).Expect(HttpStatusCode.Created);
        var from = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        var above = await hub.Agent.Make("/v1/classifications", new { name = $"Above {Guid.NewGuid()}" });
        var below = await Admin.Make("/v1/classifications", new { name = "Below", parent_id = above });

        var told = await receiver.EventsUntil(2);
        Assert.All(told, one =>
        {
            Assert.Equal(["id", "item", "action", "timestamp", "actor", "parent"], one.Select(member => member.Key));
            Assert.InRange((long)one["timestamp"]!, from, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        });
        Assert.Equal([$"classification/add {above}", $"classification/add {below} of {above}"], told.Select(Line));
        Assert.Equal(JsonValueKind.Null, ParentOf(told[0]));
        Assert.Equal([hub.AgentId, 0], told.Select(one => (long)one["actor"]!));

        static JsonValueKind ParentOf(JsonObject one) =>
            JsonElement.Parse(one.ToJsonString()).GetProperty("parent").ValueKind;
    }

    [Fact]
    public async Task A_delivery_is_signed_and_shows_no_secret()
    {
        await using var receiver = await Receiver();
        (await Admin.Subscribe("queue", receiver.Url)).Expect(HttpStatusCode.Created);

        await Admin.Make("/v1/queues", new { name = $"Queue {Guid.NewGuid()}" });

        await receiver.EventsUntil(1);
        var delivery = receiver.Received.Single(hook => ChallengeOf(hook) is null);
        Assert.Equal(Signature.Of(delivery, Secret), delivery.Header("X-Inbenta-Signature"));
        Assert.Null(delivery.Header("X-Hook-Signature"));
        Assert.DoesNotContain(delivery.Headers.Values, value => value.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_webhook_is_told_of_its_item_alone()
    {
        await using var receiver = await Receiver();
        foreach (var item in Items)
            (await Admin.Subscribe(item, receiver.UrlOf(item))).Expect(HttpStatusCode.Created);

        var ticket = await Admin.Make("/v1/tickets", Samples.Ticket());
        await Admin.Make($"/v1/tickets/{ticket}/alerts", new { title = "Look" });
        await Admin.Make($"/v1/tickets/{ticket}/replies", new { body = "Coming" });
        await Admin.Make($"/v1/media?ticket_id={ticket}", new { url = "https://wiki.example.com" });
        await Admin.Make("/v1/classifications", new { name = $"{Guid.NewGuid()}" });
        await Admin.Make("/v1/queues", new { name = $"{Guid.NewGuid()}" });
        var email = $"{Guid.NewGuid():N}@company.com";
        await Admin.Make("/v1/users", new { name = "Nobody hears of me", email });

        await receiver.EventsUntil(Items.Length - 1);
        var told = receiver.Received.Where(hook => ChallengeOf(hook) is null).ToList();
        Assert.All(told, hook => Assert.All(hook.Json.AsArray(), one => Assert.Equal(hook.Path, $"/{one!["item"]}")));
        Assert.Equal(Items.Except(["user"]).Order(), receiver.Events().Select(one => (string)one["item"]!).Order());
    }

    // Read, change, delete.

    [Fact]
    public async Task A_webhook_is_read_by_its_number_or_its_uuid_whatever_body_comes_along()
    {
        await using var receiver = await Receiver();
        var made = (await Admin.Subscribe("ticket", receiver.Url)).Json;

        var byNumber = (await Admin.Send(HttpMethod.Get, $"{Webhooks}/{made["id"]}", "{ }")).Expect(HttpStatusCode.OK);
        var byUuid = (await Admin.Get($"{Webhooks}/{made["uuid"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal(made.ToJsonString(), byNumber.Json.ToJsonString());
        Assert.Equal(byNumber.Text, byUuid.Text);
        Assert.Equal(Shown(receiver.Url), (string)made["url"]!);
        (await Admin.Send(HttpMethod.Get, Webhooks, "{ }")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_active_webhooks_are_listed_unless_the_others_are_asked_for()
    {
        await using var receiver = await Receiver();
        var made = (await Admin.Subscribe("ticket", receiver.Url)).Json;
        var uuid = (Guid)made["uuid"]!;

        (await Admin.UpdateWebhook(uuid, new { active = false })).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain($"{uuid}", (await Admin.Get(Webhooks)).Text);
        var others = (await Admin.Get($"{Webhooks}?active=false")).Items;
        Assert.Equal("disabled", (string)others.Single(one => (Guid)one!["uuid"]! == uuid)!["status"]!);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("uuid")]
    public async Task Another_item_moves_the_webhook_to_its_events(string key)
    {
        await using var receiver = await Receiver();
        var made = (await Admin.Subscribe("queue", receiver.Url)).Json;

        var changed = await Admin.Put($"{Webhooks}/{made[key]}", new { item = "classification" });

        Assert.Equal("classification", (string)changed.Expect(HttpStatusCode.OK).Json["item"]!);
        Assert.Equal((long)made["id"]!, (long)changed.Json["id"]!);
        await Admin.Make("/v1/queues", new { name = $"{Guid.NewGuid()}" });
        var classification = await Admin.Make("/v1/classifications", new { name = $"{Guid.NewGuid()}" });
        await receiver.EventsUntil(1);
        Assert.Equal([$"classification/add {classification}"], receiver.Events().Select(Line));
        Assert.Single(receiver.Challenges());
    }

    [Fact]
    public async Task Another_address_is_asked_first_and_the_old_one_stays_until_it_has_answered()
    {
        await using var receiver = await Receiver();
        await using var deaf = await HookReceiver.Answering(404);
        await using var other = await Receiver();
        var path = $"{Webhooks}/{(await Admin.Subscribe("queue", receiver.Url)).Json["id"]}";

        var refused = await Admin.Put(path, new { url = deaf.Url, secret = Secret });
        var unsaid = await Admin.Put(path, new { url = other.Url });
        var first = await Admin.Make("/v1/queues", new { name = $"{Guid.NewGuid()}" });
        await receiver.EventsUntil(1);
        var moved = await Admin.Put(path, new { url = other.Url, secret = "AnotherRandomString" });
        var second = await Admin.Make("/v1/queues", new { name = $"{Guid.NewGuid()}" });
        await other.EventsUntil(1);

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "challenge_failed");
        // Whoever may change a webhook does not learn its secret by sending it to a receiver of their own.
        unsaid.ExpectInvalid("secret");
        moved.Expect(HttpStatusCode.OK);
        Assert.Equal("AnotherRandomString", Assert.Single(other.Challenges()).Header("X-Hook-Signature"));
        Assert.Equal([$"queue/add {first}"], receiver.Events().Select(Line));
        Assert.Equal([$"queue/add {second}"], other.Events().Select(Line));
    }

    [Fact]
    public async Task Another_secret_signs_at_once_and_asks_nobody()
    {
        await using var receiver = await Receiver();
        var made = (await Admin.Subscribe("queue", receiver.Url)).Json;

        (await Admin.Put($"{Webhooks}/{made["id"]}", new { secret = "AnotherRandomString" })).Expect(HttpStatusCode.OK);
        await Admin.Make("/v1/queues", new { name = $"{Guid.NewGuid()}" });

        await receiver.EventsUntil(1);
        var delivery = receiver.Received.Single(hook => ChallengeOf(hook) is null);
        Assert.Equal(Signature.Of(delivery, "AnotherRandomString"), delivery.Header("X-Inbenta-Signature"));
        Assert.Single(receiver.Challenges());
    }

    [Fact]
    public async Task A_version_that_is_not_the_webhooks_changes_nothing()
    {
        await using var receiver = await Receiver();
        var made = await Admin.Subscribe("queue", receiver.Url);
        var path = $"{Webhooks}/{made.Json["id"]}";
        var version = (await Admin.Get(path)).ETag!;

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
        {
            object? body = method == HttpMethod.Put ? new { item = "ticket" } : null;
            (await Admin.Send(method, path, body, ("If-Match", "\"other\""))).ExpectProblem(
                HttpStatusCode.PreconditionFailed,
                "precondition_failed"
            );
        }

        Assert.Equal(version, made.ETag);
        (await Admin.Get(path, ("If-None-Match", version))).Expect(HttpStatusCode.NotModified);
        var changed = await Admin.Send(HttpMethod.Put, path, new { item = "ticket" }, ("If-Match", version));
        Assert.NotEqual(version, changed.Expect(HttpStatusCode.OK).ETag);
    }

    [Fact]
    public async Task Two_webhooks_do_not_become_one()
    {
        await using var receiver = await Receiver();
        await Admin.Subscribe("queue", receiver.Url);
        var other = (await Admin.Subscribe("ticket", receiver.Url)).Json;

        (await Admin.Put($"{Webhooks}/{other["id"]}", new { item = "queue" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "webhook_exists"
        );
    }

    [Theory]
    [InlineData("""{"item":"robot"}""", "item")]
    [InlineData("""{"item":null}""", "item")]
    [InlineData("""{"secret":null}""", "secret")]
    [InlineData("""{"status":"active"}""", "status")]
    public async Task A_change_that_cannot_be_is_refused_by_field(string body, string field)
    {
        await using var receiver = await Receiver();
        var made = (await Admin.Subscribe("queue", receiver.Url)).Json;

        (await Admin.Send(HttpMethod.Put, $"{Webhooks}/{made["id"]}", body)).ExpectInvalid(field);
    }

    [Fact]
    public async Task A_deleted_webhook_is_gone_whatever_body_came_along()
    {
        await using var receiver = await Receiver();
        var made = (await Admin.Subscribe("queue", receiver.Url)).Json;

        (await Admin.Delete($"{Webhooks}/{made["id"]}", "{ }")).Expect(HttpStatusCode.NoContent);

        foreach (var key in new[] { "id", "uuid" })
            (await Admin.Get($"{Webhooks}/{made[key]}")).ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");
        (await Admin.Delete($"{Webhooks}/{made["id"]}")).ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");
        (await Admin.Subscribe("queue", receiver.Url)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Another_organizations_webhooks_and_other_contracts_are_not_there()
    {
        await using var receiver = await Receiver();
        var made = (await Admin.Subscribe("queue", receiver.Url)).Json;
        var tiketti = await WebhookCalls.Subscribe(Admin, "https://some.example/tiketti", "ticket.created");

        foreach (
            var (client, id) in new[]
            {
                (hub.Neighbour, $"{made["id"]}"),
                (hub.Neighbour, $"{made["uuid"]}"),
                (Admin, $"{tiketti}"),
                (Admin, "999999"),
                (Admin, "nothing"),
            }
        )
        foreach (
            var answer in new[]
            {
                await client.Get($"{Webhooks}/{id}"),
                await client.Put($"{Webhooks}/{id}", new { item = "ticket" }),
                await client.Delete($"{Webhooks}/{id}"),
            }
        )
            answer.ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");
        Assert.Empty((await hub.Neighbour.Get(Webhooks)).Items);
        (await Admin.Get($"{Webhooks}/{made["id"]}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_needs_the_scopes_of_tickets()
    {
        await using var receiver = await Receiver();
        var reads = await hub.Host.WithScopes("tickets:read");
        var nothing = await hub.Host.WithScopes("users:read");

        (await reads.Get(Webhooks)).Expect(HttpStatusCode.OK);
        (await reads.Subscribe("ticket", receiver.Url)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await nothing.Get(Webhooks)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await nothing.Get("/v1/tickets")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await nothing.Post("/v1/media?ticket_id=1", new { url = "https://wiki.example.com" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
        (await hub.Host.As(null).Get(Webhooks)).Expect(HttpStatusCode.Unauthorized);
        Assert.Empty(receiver.Received);
    }

    private async Task<string> Known() =>
        (await Admin.Get(Webhooks)).Json["meta"]!["total"] + " " + (await Admin.ListWebhooks()).Json["meta"]!["total"];

    /// <summary>A credential in the query is masked.</summary>
    private static string Shown(string url) => url.Replace("sig=top-secret", "***", StringComparison.Ordinal);
}
