using System.Text.Json.Nodes;
using Hub.Contracts.Documents;
using Hub.Contracts.Receiving;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Records.Tables;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;
using Hub.Tests.Resources;
using Hub.Tests.Webhooks;

namespace Hub.Contracts;

/// <summary>
/// The schemas of the catalogue, against its samples and against what a hub sends when everything happens. A new dialect is
/// among them by itself.
/// </summary>
public sealed class CatalogueContract(HubOfWhichAllIsTold hub) : IClassFixture<HubOfWhichAllIsTold>
{
    /// <summary>Deadlines pass with time, which stands still here.</summary>
    private static readonly Fact[] OfTime =
    [
        TicketFacts.SlaAtRisk,
        TicketFacts.SlaBreached,
        TicketFacts.Escalated,
        TicketFacts.Idle,
        TicketFacts.ExpectedDateApproaching,
        TicketFacts.ExpectedDateDueToday,
        TicketFacts.ExpectedDateOverdue,
    ];

    private static readonly DialectCatalogue Catalogue = new();

    public static TheoryData<string> Dialects => [.. Catalogue.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Every_sample_fits_its_schema(string name)
    {
        var dialect = Catalogue.Find(name)!;
        Assert.All(dialect.Events.Append(Dialect.Test), one =>
            Assert.Empty(
                Schemas.Violations(ContractParts.SchemaOf(dialect, one), Parsed(dialect.SampleOf(one).GetRawText()))
            )
        );
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void What_has_a_part_less_does_not_fit(string name)
    {
        var dialect = Catalogue.Find(name)!;
        Assert.All(dialect.Events, one =>
        {
            var sample = Parsed(dialect.SampleOf(one).GetRawText()).AsObject();
            sample.Remove((string)ContractParts.SchemaOf(dialect, one)["required"]!.AsArray()[^1]!);
            Assert.NotEmpty(Schemas.Violations(ContractParts.SchemaOf(dialect, one), sample));
        });
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Every_body_that_was_sent_fits_its_schema(string name)
    {
        var dialect = Catalogue.Find(name)!;
        var sent = hub.Told(name).SelectMany(hook => Bodies(dialect, hook)).ToList();

        Assert.All(sent, one =>
            Assert.Empty(Schemas.Violations(ContractParts.SchemaOf(dialect, Known(dialect, one.Event)), one.Body))
        );
        var missing = dialect
            .Events.ExceptBy(sent.Select(one => one.Event), one => one.Name)
            .Where(one => !one.Facts.All(OfTime.Contains));
        Assert.Empty(missing.Select(one => one.Name));
        Assert.Contains(Dialect.TestPing, sent.Select(one => one.Event));
    }

    private static EventDefinition Known(Dialect dialect, string name) =>
        name == Dialect.TestPing ? Dialect.Test : Assert.IsType<EventDefinition>(dialect.Find(name));

    /// <summary>What a request tells, under the names that its dialect's headers or bodies give.</summary>
    private static IEnumerable<(string Event, JsonNode Body)> Bodies(Dialect dialect, Hook hook) =>
        (dialect.Batching is null ? [hook.Json] : hook.Json.AsArray()).Select(body =>
            (NameOf(dialect, hook, body!), body!)
        );

    private static string NameOf(Dialect dialect, Hook hook, JsonNode body) =>
        dialect.Headers.Event is { } header
            ? hook.Header(header)!
            : (string?)(body["event"] ?? body["type"]) ?? $"{body["item"]}.{body["action"]}";

    private static JsonNode Parsed(string json) => JsonNode.Parse(json)!;
}

/// <summary>A hub that a webhook of each dialect was told everything of.</summary>
public sealed class HubOfWhichAllIsTold : RunningHub
{
    private HookReceiver receiver = null!;

    internal IEnumerable<Hook> Told(string dialect) =>
        receiver.Received.Where(hook => hook.Body.Length > 0 && hook.Path == $"/{dialect}");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await receiver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected override Task<HubHost> StartHost() => HubHost.Start("--Delivery:AllowInsecureTargets=true");

    private protected override async Task Arrange()
    {
        receiver = await HookReceiver.Start();
        receiver.Answer = Contracted.AnswerChallenges;
        var webhooks = new List<Guid>();
        foreach (var dialect in new DialectCatalogue().All)
            webhooks.Add(
                WebhookCalls.IdOf(
                    await Admin.CreateWebhook(
                        new
                        {
                            url = receiver.UrlOf(dialect.Name),
                            events = WebhookCalls.Everything,
                            dialect = dialect.Name,
                            secret = dialect.SampleSecret,
                        }
                    )
                )
            );
        await this.DoEverything();
        var company = await Admin.NewAt("/api/v1/companies", new { name = "The first" });
        foreach (var table in BusinessRecords.All)
        {
            var body = table.Body((_, reference) => reference.Kind == "company" ? HeardEvents.IdOf(company) : null);
            var path = await Admin.NewAt($"{table.Root}/{table.Plural}", body);
            await Admin.Send(HttpMethod.Put, path, new { notes = "Changed" });
            await Admin.Send(HttpMethod.Delete, path, null);
        }
        foreach (var webhook in webhooks)
        {
            await Admin.Act(webhook, "test");
            await Wait.For(
                () => Admin.ListDeliveries(webhook, "event=test.ping&status=success"),
                logs => logs.Items.Count == 1
            );
            // The ping overtakes nothing that waits: what is not yet told is on its way.
            await Wait.For(() => Admin.ListDeliveries(webhook, "status=pending"), waiting => waiting.Items.Count == 0);
        }
    }
}
