using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.Reliability;
using Hub.Tests.Fleets;

namespace Hub.Tests.Moving;

/// <summary>An embedded hub's data, taken along to Cosmos DB and Service Bus by the command.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    private const int Tickets = 300;

    private readonly string folder = Directory.CreateTempSubdirectory("hub-copy-").FullName;
    private readonly int port = HubProcess.FreePort();
    private Fleet cloud = null!;

    public async ValueTask InitializeAsync() => cloud = await Fleet.Start(Hubs.Dll, 0);

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Everything_moves_and_what_was_still_to_be_sent_is_sent_from_there()
    {
        var before = await FillEmbedded();

        var (exit, output) = await CopyCommand.Run(Settings);

        Assert.True(exit == 0, output);
        Assert.Contains("All of it is there", output);
        Assert.DoesNotContain("missing", output);
        // There before the hub: what fails once more waits half a minute, and then minutes.
        await using var mailbox = await Mailbox.Start(port);
        using var hub = new HubProcess(Hubs.Dll, folder, Fleet.WaitLimit, [.. Settings, Patient]);
        using var http = hub.NewClient();
        hub.Start();
        await hub.UntilListening();
        Assert.Equal(before, await Tell(http, "/api/v1/tickets?per_page=100"));
        Assert.Equal(Tickets, (int)(await Read(http, "/api/v1/tickets"))["meta"]!["total"]!);
        var next = await Create(http, "after the move");
        Assert.True((long)next["id"]! > Tickets);
        await mailbox.Until(() => mailbox.Of("moved").Distinct().Count() == Tickets + 1);
    }

    [Fact]
    public async Task A_copy_that_was_killed_goes_on_where_it_stopped()
    {
        await FillEmbedded();
        cloud.Cosmos.Faults.Chance(0.03, Fault.Throttled(TimeSpan.FromMilliseconds(5)));
        for (var kill = 0; kill < 3; kill++)
            await CopyCommand.RunAndKill(Settings);

        var (exit, output) = await CopyCommand.Run(Settings);

        Assert.True(exit == 0, output);
        var (again, same) = await CopyCommand.Run(Settings);
        Assert.True(again == 0, same);
    }

    [Fact]
    public async Task What_cannot_be_copied_is_refused_with_what_to_do()
    {
        var (missing, nothing) = await CopyCommand.Run(Settings);
        Assert.Equal(1, missing);
        Assert.Contains("There is no store in", nothing);

        using (var hub = new HubProcess(Hubs.Dll, folder, Fleet.WaitLimit, [Patient]))
        {
            hub.Start();
            await hub.UntilListening();
            var (inUse, told) = await CopyCommand.Run(Settings);
            Assert.Equal(1, inUse);
            Assert.Contains("is in use by another hub process", told);
            await hub.Kill();
        }

        var (copied, output) = await CopyCommand.Run(Settings);
        Assert.True(copied == 0, output);
        var (refused, moved) = await CopyCommand.Serve(folder);
        Assert.Equal(1, refused);
        Assert.Matches(@"was moved to 127\.0\.0\.1:\d+/\S+ on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.", moved);
        using (var hub = new HubProcess(Hubs.Dll, folder, Fleet.WaitLimit, [Patient, "--Storage:StartMoved=true"]))
        using (var http = hub.NewClient())
        {
            hub.Start();
            await hub.UntilListening();
            await Create(http, "written after the copy");
            await hub.Kill();
        }
        var (changed, why) = await CopyCommand.Run(Settings);
        Assert.Equal(1, changed);
        Assert.Contains("has changed since this copy was begun", why);

        var (unreachable, away) = await CopyCommand.Run([
            .. Settings,
            "--Storage:Cosmos:ConnectionString=AccountEndpoint=http://127.0.0.1:1/;AccountKey=a2V5;",
            "--Storage:Cosmos:Retries=0",
            "--Storage:Cosmos:RequestSeconds=2",
        ]);
        Assert.Equal(1, unreachable);
        Assert.DoesNotContain("   at ", away);
    }

    [Fact]
    public async Task A_delivery_that_was_being_retried_goes_on_with_its_attempts()
    {
        string before;
        Guid webhook;
        using (var hub = new HubProcess(Hubs.Dll, folder, Fleet.WaitLimit, [Patient]))
        using (var http = hub.NewClient())
        {
            hub.Start();
            await hub.UntilListening();
            webhook = await Subscribe(http);
            await Create(http, "retried");
            before = await Eventually(http, webhook, one => (string)one["status"]! == "retrying");
            await hub.Kill();
        }
        var (exit, output) = await CopyCommand.Run(Settings);
        Assert.True(exit == 0, output);

        await using var mailbox = await Mailbox.Start(port);
        using (var hub = new HubProcess(Hubs.Dll, folder, Fleet.WaitLimit, [.. Settings, Patient]))
        using (var http = hub.NewClient())
        {
            hub.Start();
            await hub.UntilListening();
            var after = JsonNode.Parse(await Eventually(http, webhook, one => (string)one["status"]! == "success"))!;
            var known = JsonNode.Parse(before)!;
            Assert.Equal((string)known["id"]!, (string)after["id"]!);
            Assert.Equal((int)known["attempt_count"]! + 1, (int)after["attempt_count"]!);
        }
    }

    [Fact]
    public async Task A_target_that_another_hub_lives_in_is_left_alone()
    {
        await FillEmbedded(tickets: 1);
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName;
        using var other = new HubProcess(
            Hubs.Dll,
            elsewhere,
            Fleet.WaitLimit,
            [.. Settings, $"--Hub:DataPath={elsewhere}"]
        );
        other.Start();
        await other.UntilListening();
        await other.Kill();

        var (exit, output) = await CopyCommand.Run(Settings);

        Assert.Equal(1, exit);
        Assert.Contains("already holds another hub's data", output);
    }

    /// <summary>Where to: the command and the hub afterwards are given the same.</summary>
    private string[] Settings => [.. cloud.Settings, $"--Hub:DataPath={folder}"];

    /// <summary>A failed attempt is tried again six seconds later: by another hub, then.</summary>
    private static string Patient => "--Delivery:RetryPace=0.1";

    /// <summary>Tickets whose events nobody takes yet; answers what the list of them says.</summary>
    private async Task<string> FillEmbedded(int tickets = Tickets)
    {
        using var hub = new HubProcess(Hubs.Dll, folder, Fleet.WaitLimit, [Patient]);
        using var http = hub.NewClient();
        hub.Start();
        await hub.UntilListening();
        await Subscribe(http);
        for (var number = 1; number <= tickets; number++)
            await Create(http, $"ticket {number}");
        var told = await Tell(http, "/api/v1/tickets?per_page=100");
        await hub.Kill();
        return told;
    }

    private async Task<Guid> Subscribe(HttpClient http)
    {
        var webhook = new
        {
            url = $"http://127.0.0.1:{port}/moved",
            events = new[] { "ticket.created" },
            secret = Mailbox.Secret,
        };
        using var subscribed = await http.PostAsJsonAsync("/api/v1/webhooks", webhook);
        Assert.Equal(HttpStatusCode.Created, subscribed.StatusCode);
        return (Guid)JsonNode.Parse(await subscribed.Content.ReadAsStringAsync())!["data"]!["id"]!;
    }

    /// <summary>The webhook's only delivery, once it is as expected.</summary>
    private static async Task<string> Eventually(HttpClient http, Guid webhook, Func<JsonNode, bool> holds)
    {
        using var patience = new CancellationTokenSource(Fleet.WaitLimit);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var listed = (await Read(http, $"/api/v1/webhooks/{webhook}/deliveries"))["data"]!.AsArray();
            if (listed.Count == 1 && holds(listed[0]!))
                return listed[0]!.ToJsonString();
        }
    }

    private static async Task<JsonNode> Create(HttpClient http, string subject)
    {
        var ticket = new
        {
            subject,
            description = "Goes along",
            requester_email = "user@company.com",
        };
        using var answer = await http.PostAsJsonAsync("/api/v1/tickets", ticket);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!;
    }

    private static async Task<string> Tell(HttpClient http, string path) =>
        (await Read(http, path))["data"]!.ToJsonString();

    private static async Task<JsonNode> Read(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
