using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.Reliability;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.Azure.Cosmos;

namespace Hub.Tests.Fleets;

/// <summary>Messages of the queue that have their event with them, and such as have not, as a hub finds them.</summary>
public sealed class EnclosedEventTests : IAsyncLifetime
{
    private const string Stored = "As it is stored";

    private Fleet fleet = null!;
    private Mailbox mailbox = null!;
    private HttpClient client = null!;
    private ServiceBusClient queue = null!;

    public async ValueTask InitializeAsync()
    {
        fleet = await Fleet.Start(Hubs.Dll, 1);
        mailbox = await Mailbox.Start();
        client = fleet.Hubs[0].NewClient();
        queue = new(fleet.ServiceBus.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        client.Dispose();
        await mailbox.DisposeAsync();
        await fleet.DisposeAsync();
    }

    [Fact]
    public async Task An_event_that_comes_with_its_message_is_told_without_a_look_at_the_store()
    {
        var subscription = await Subscribe(mailbox.UrlOf("box"), "ticket.deleted");
        var happened = await HappenedTo(Stored);
        happened["id"] = Guid.CreateVersion7();
        var enclosed = happened.ToJsonString().Replace(Stored, "As it came", StringComparison.Ordinal);

        await Send(subscription, happened, enclosed);

        // There is no such event in the store.
        await mailbox.Until(() => mailbox.Of("box") is ["As it came"]);
    }

    [Fact]
    public async Task One_that_comes_without_or_with_something_else_is_told_as_it_is_stored()
    {
        var subscription = await Subscribe(mailbox.UrlOf("box"), "ticket.deleted");
        var another = (await HappenedTo("Another")).ToJsonString();

        // A hub of a former version sends none.
        string?[] alongside = [another, "{", "no event", null];
        for (var one = 0; one < alongside.Length; one++)
            await Send(subscription, await HappenedTo($"{Stored}, {one}"), alongside[one]);

        await mailbox.Until(() => mailbox.Of("box").Count == alongside.Length);
        Assert.Equal(alongside.Select((_, one) => $"{Stored}, {one}"), mailbox.Of("box").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_large_goes_without_and_everything_is_told()
    {
        var answers = new TaskCompletionSource();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, _) => answers.Task;
        await Subscribe(receiver.Url, "ticket.created");
        await Write("Small", "It says PC LOAD LETTER.");
        await Write("Large", new string('x', 20_000));

        await Wait.For(() => Task.FromResult(receiver.Received), hooks => hooks.Count == 2);
        // Nobody has answered: both messages are still there.
        var waiting = await queue.CreateReceiver("deliveries").PeekMessagesAsync(10);
        answers.SetResult();

        var enclosed = waiting
            .Where(one => one.Subject.StartsWith(DeliveryMessageBody.LanePrefix, StringComparison.Ordinal))
            .Select(one => one.ApplicationProperties.GetValueOrDefault("hub-enclosed") as string)
            .ToList();
        Assert.Equal(2, enclosed.Count);
        Assert.Contains("Small", Assert.Single(enclosed, one => one is not null), StringComparison.Ordinal);
    }

    private async Task<Guid> Subscribe(string url, string told)
    {
        var webhook = new
        {
            url,
            events = new[] { told },
            secret = Mailbox.Secret,
        };
        using var answer = await client.PostAsJsonAsync("/api/v1/webhooks", webhook);
        answer.EnsureSuccessStatusCode();
        return (Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["data"]!["id"]!;
    }

    private async Task Write(string subject, string description)
    {
        var ticket = new
        {
            subject,
            description,
            requester_email = "user@company.com",
        };
        using var answer = await client.PostAsJsonAsync("/api/v1/tickets", ticket);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The event of a new ticket, as it is stored.</summary>
    private async Task<JsonNode> HappenedTo(string subject)
    {
        await Write(subject, "It says PC LOAD LETTER.");
        using var cosmos = new CosmosClient(
            fleet.Cosmos.ConnectionString,
            new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true }
        );
        var found = new List<JsonNode>();
        using var pages = cosmos
            .GetDatabase("hub")
            .GetContainer("core")
            .GetItemQueryStreamIterator("SELECT * FROM c WHERE c[\"type\"] = '$event'");
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            var items = JsonNode.Parse(page.EnsureSuccessStatusCode().Content)!["Documents"]!.AsArray();
            found.AddRange(items.Select(static item => item!["body"]!.DeepClone()));
        }
        return Assert.Single(found, one =>
            (string?)one["fact"] == "ticket.created" && one.ToJsonString().Contains($"\"{subject}\"")
        );
    }

    /// <summary>A message of a delivery that no hub has relayed.</summary>
    private async Task Send(Guid subscription, JsonNode happened, string? enclosed)
    {
        var now = DateTimeOffset.UtcNow;
        var (organization, delivery) = ((Guid)happened["organization"]!, Guid.CreateVersion7());
        var body = new DeliveryMessageBody(
            organization,
            subscription,
            delivery,
            (Guid)happened["id"]!,
            (string)happened["partition"]!,
            "ticket.created",
            now,
            Attempts: 0
        );
        var message = new ServiceBusMessage(
            JsonSerializer.SerializeToUtf8Bytes(body, DeliveryJson.Default.DeliveryMessageBody)
        )
        {
            MessageId = $"{delivery:N}-0",
            Subject = DeliveryMessageBody.LaneOf(new OrganizationId(organization), subscription),
        };
        if (enclosed is not null)
            message.ApplicationProperties["hub-enclosed"] = enclosed;
        await queue.CreateSender("deliveries").SendMessageAsync(message);
    }
}
