using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Reliability;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Fleets;

/// <summary>What three hubs on one store and one queue promise as if they were one.</summary>
public sealed class FleetTests(FleetTests.ThreeHubs three) : IClassFixture<FleetTests.ThreeHubs>, IAsyncLifetime
{
    private const int ReadsAMinute = 60;
    private const string OperatorToken = "operator-secret-of-thirty-two-letters";

    private Mailbox mailbox = null!;

    public async ValueTask InitializeAsync() => mailbox = await Mailbox.Start();

    public ValueTask DisposeAsync() => mailbox.DisposeAsync();

    [Fact]
    public async Task A_change_of_a_subscription_holds_in_every_hub_once_it_is_answered()
    {
        await Subscribe("witness");
        var id = await Subscribe("changing");
        await WriteThroughEveryHub("new");
        await mailbox.Until(() => mailbox.Of("changing").Count == 3 && mailbox.Of("witness").Count == 3);

        await Change(id, new { filters = new { priority = new[] { "urgent" } } });
        await WriteThroughEveryHub("filtered");
        await WriteThroughEveryHub("urgent", priority: "urgent");
        await mailbox.Until(() => mailbox.Of("witness").Count == 9);
        await mailbox.Until(() => mailbox.Of("changing").Count == 6);

        await Change(id, new { active = false });
        await WriteThroughEveryHub("disabled", priority: "urgent");
        await mailbox.Until(() => mailbox.Of("witness").Count == 12);

        Assert.Equal(
            ["new 0", "new 1", "new 2", "urgent 0", "urgent 1", "urgent 2"],
            mailbox.Of("changing").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_tokens_minute_is_one_minute_however_many_hubs_it_is_spent_at()
    {
        var answers = new List<HttpResponseMessage>();
        for (var request = 0; request < 2 * ReadsAMinute; request++)
            answers.Add(await three.Clients[request % 3].GetAsync("/api/v1/departments"));

        var allowed = answers.Count(one => one.StatusCode == HttpStatusCode.OK);
        // None too many; each of the other two hubs may be left with a permit of its last handful.
        Assert.InRange(allowed, ReadsAMinute - 2, ReadsAMinute);
        var refused = answers[^1];
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal("60", Assert.Single(refused.Headers.GetValues("RateLimit-Limit")));
    }

    [Fact]
    public async Task Work_that_is_due_once_is_done_once()
    {
        var id = await Subscribe("replayed");
        var since = DateTimeOffset.UtcNow;
        await WriteThroughEveryHub("once");
        await mailbox.Until(() => mailbox.Of("replayed").Count == 3);

        // Its steps are messages that are due at a time, for whichever hub takes them.
        using var answer = await three.Clients[1].PostAsJsonAsync($"/api/v1/webhooks/{id}/replay", new { since });
        var replay = (string)(await Read(answer))["data"]!["id"]!;
        await mailbox.Until(() => mailbox.Of("replayed").Count == 6);
        await Subscribe("after");
        await WriteThroughEveryHub("marker");
        await mailbox.Until(() => mailbox.Of("after").Count == 3 && mailbox.Of("replayed").Count >= 9);

        Assert.Equal(9, mailbox.Of("replayed").Count);
        Assert.NotEmpty(replay);
    }

    [Fact]
    public async Task An_organization_that_is_suspended_at_one_hub_is_refused_by_all_and_resumed_by_all()
    {
        const string Path = "/api/v1/operator/organizations";
        var (created, opened) = await Send(0, HttpMethod.Post, Path, OperatorToken, """{"name": "Globex"}""");
        Assert.Equal(HttpStatusCode.Created, created);
        var token = (string)opened!["token"]!;
        for (var hub = 0; hub < 3; hub++)
            Assert.Equal(HttpStatusCode.OK, await StatusAt(hub, token));

        var (suspended, _) = await Send(0, HttpMethod.Post, $"{Path}/{opened["data"]!["id"]}/suspend", OperatorToken);
        Assert.Equal(HttpStatusCode.OK, suspended);
        for (var hub = 0; hub < 3; hub++)
            await Wait.For(() => StatusAt(hub, token), status => status == HttpStatusCode.Forbidden);

        var (resumed, _) = await Send(1, HttpMethod.Post, $"{Path}/{opened["data"]!["id"]}/resume", OperatorToken);
        Assert.Equal(HttpStatusCode.OK, resumed);
        for (var hub = 0; hub < 3; hub++)
            await Wait.For(() => StatusAt(hub, token), status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_hubs_gather_for_a_webhook_is_one_message_and_a_target_s_pace_is_one_pace()
    {
        await using var receiver = await HookReceiver.Start();
        var times = new ConcurrentQueue<long>();
        receiver.Answer = (hook, http) =>
        {
            if (!hook.Path.StartsWith("/services", StringComparison.Ordinal))
                return Task.CompletedTask;
            times.Enqueue(Stopwatch.GetTimestamp());
            return http.Response.WriteAsync("ok");
        };
        await Format("generic", receiver.Url, new { events = 9, minutes = 1440 });
        await Format("slack", receiver.UrlOf("services/T0/B0/key"), digest: null);

        for (var round = 0; round < 3; round++)
            await WriteThroughEveryHub($"gathered {round}");
        await Wait.For(() => Task.FromResult(receiver.Received), all => all.Any(hook => hook.Path == "/hook"));
        await Wait.For(() => Task.FromResult(times), all => all.Count >= 4);

        var digest = Assert.Single(receiver.Received, hook => hook.Path == "/hook");
        Assert.Equal(9, digest.Json["events"]!.AsArray().Count);
        long[] sent = [.. times];
        for (var next = 1; next < sent.Length; next++)
            Assert.True(Stopwatch.GetElapsedTime(sent[next - 1], sent[next]) > TimeSpan.FromSeconds(0.8));
    }

    private async Task Format(string target, string url, object? digest)
    {
        var webhook = new Dictionary<string, object>
        {
            ["url"] = url,
            ["events"] = new[] { "ticket.created" },
            ["target"] = target,
        };
        if (digest is not null)
            webhook["digest"] = digest;
        using var answer = await three.Clients[0].PostAsJsonAsync("/api/v1/webhooks", webhook);
        await Read(answer);
    }

    /// <summary>By a write, of which the fleet allows plenty: reads are few, and refused ones count.</summary>
    private async Task<HttpStatusCode> StatusAt(int hub, string token) =>
        (await Send(hub, HttpMethod.Put, "/api/v1/csat/settings", token, """{"enabled": false}""")).Status;

    private async Task<(HttpStatusCode Status, JsonNode? Json)> Send(
        int hub,
        HttpMethod method,
        string path,
        string token,
        string? body = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await three.Clients[hub].SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private async Task WriteThroughEveryHub(string subject, string priority = "low")
    {
        for (var hub = 0; hub < 3; hub++)
        {
            var ticket = new
            {
                subject = $"{subject} {hub}",
                description = "Written at one of three hubs",
                requester_email = "user@company.com",
                priority,
            };
            using var answer = await three.Clients[hub].PostAsJsonAsync("/api/v1/tickets", ticket);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    private async Task<string> Subscribe(string name)
    {
        var webhook = new
        {
            url = mailbox.UrlOf(name),
            events = new[] { "ticket.created" },
            secret = Mailbox.Secret,
        };
        using var answer = await three.Clients[0].PostAsJsonAsync("/api/v1/webhooks", webhook);
        return (string)(await Read(answer))["data"]!["id"]!;
    }

    private async Task Change(string id, object fields)
    {
        using var answer = await three.Clients[0].PatchAsJsonAsync($"/api/v1/webhooks/{id}", fields);
        await Read(answer);
    }

    private static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public sealed class ThreeHubs : IAsyncLifetime
    {
        private Fleet fleet = null!;

        public IReadOnlyList<HttpClient> Clients { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            fleet = await Fleet.Start(
                Hubs.Dll,
                3,
                $"--Hub:OperatorToken={OperatorToken}",
                "--RateLimits:Enabled=true",
                $"--RateLimits:Read={ReadsAMinute}",
                "--RateLimits:CreateTicket=10000",
                "--RateLimits:Write=10000"
            );
            Clients = [.. fleet.Hubs.Select(hub => hub.NewClient())];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in Clients)
                client.Dispose();
            await fleet.DisposeAsync();
        }
    }
}
