using Hub.Delivery;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Secrets;
using Hub.Delivery.Sending;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Templates;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tenant = Hub.Domain.Organizations.Organization;

namespace Hub.Benchmarks.Delivery;

/// <summary>The hub without its HTTP face: store, queue and delivery in a folder of their own.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    public static readonly OrganizationId Organization = new(Guid.Parse("0190a000-0000-7000-8000-000000000001"));

    private readonly string folder;
    private readonly bool isFolderKept;
    private readonly IHost host;

    /// <param name="keptFolder">Its data folder, which outlives it; absent: one of its own.</param>
    public Workbench(string? keptFolder = null)
    {
        isFolderKept = keptFolder is not null;
        folder = keptFolder ?? Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Hub:DataPath"] = folder,
                ["Delivery:EventsPerMinute"] = "0",
                ["Delivery:AllowInsecureTargets"] = "true",
            }
        );
        builder.Services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Error));
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder));
        builder.Services.AddHubStorage(builder.Configuration);
        // How fast the hub can make messages is measured, not how fast receivers want them.
        builder.Services.AddSingleton(new DestinationPace(TimeProvider.System, stretch: 0));
        builder.Services.AddSingleton(new EventLinks("https://hub.example.com"));
        builder.Services.AddHubDelivery(builder.Configuration);
        host = builder.Build();
    }

    public IStore Store => host.Services.GetRequiredService<IStore>();

    public IDeliveryStore Deliveries => host.Services.GetRequiredService<IDeliveryStore>();

    public async Task Start()
    {
        await Open();
        await host.Services.GetRequiredService<HashKey>().Open(CancellationToken.None);
        await host.StartAsync();
    }

    public Task Subscribe(string url) => Add(url, subscription => subscription);

    /// <summary>One that reads the messages of a target, by its shipped templates.</summary>
    public Task SubscribeFormatted(string url, string target) =>
        Add(url, subscription => subscription with { Target = target });

    /// <summary>One that is told of nothing: it asks for other events, or of another department.</summary>
    public Task SubscribeInVain(string url, bool byFilter) =>
        Add(url, subscription =>
            byFilter
                ? subscription with
                {
                    Filter = new SubscriptionFilter { DepartmentIds = [99] },
                }
                : subscription with
                {
                    Events = ["ticket.deleted"],
                }
        );

    /// <summary>So many that are told of nothing, each for one of the reasons that there are.</summary>
    public async Task SubscribeInVain(string url, int count)
    {
        foreach (var numbers in Enumerable.Range(0, count).Chunk(512))
            await Task.WhenAll(numbers.Select(number => Add(url, one => Narrowed(one, number))));
    }

    private static Subscription Narrowed(Subscription subscription, int number) =>
        (number % 5) switch
        {
            0 => subscription with { Events = ["ticket.deleted"] },
            1 => subscription with { Filter = new SubscriptionFilter { DepartmentIds = [99 + number] } },
            2 => subscription with { Filter = new SubscriptionFilter { AssigneeIds = [number] } },
            3 => subscription with { Filter = new SubscriptionFilter { Tags = [$"tag-{number}"] } },
            _ => subscription with { Filter = new SubscriptionFilter { TicketIds = [10_000_000 + number] } },
        };

    private async Task Add(string url, Func<Subscription, Subscription> adapt)
    {
        var now = DateTimeOffset.UtcNow.AddMinutes(-1);
        var id = Guid.CreateVersion7();
        var subscription = adapt(
            new Subscription
            {
                Id = id,
                Organization = Organization,
                ProtectedUrl = $"{url}/{id:N}",
                Dialect = "tiketti",
                Events = ["*"],
                ProtectedSecret = host.Services.GetRequiredService<SecretKeeper>().Protect("benchmark-secret"),
                CreatedAt = now,
                UpdatedAt = now,
            }
        );
        await Store.Commit(
            new Commit(Organization, Subscription.Partition)
            {
                Changes = [new Put<Subscription>(Subscription.Document, id.ToString(), subscription, Expected.Absent)],
            },
            CancellationToken.None
        );
    }

    /// <summary>Opens the organization: of one that is not there, every delivery would ask the store.</summary>
    private async Task Open() =>
        await Store.Commit(
            new Commit(OrganizationId.Hub, Tenant.Partition)
            {
                Changes =
                [
                    new Put<Tenant>(
                        Tenant.Document,
                        Organization.ToString(),
                        new Tenant(Organization, "Acme", "ACME", DateTimeOffset.UtcNow) { Number = 1 },
                        Expected.Anything
                    ),
                ],
            },
            CancellationToken.None
        );

    /// <summary>Fills the outbox with ticket events.</summary>
    public async Task Fill(int events)
    {
        foreach (var chunk in Enumerable.Range(1, events).Chunk(100))
            await Store.Commit(
                new Commit(Organization, "ticket-1") { Events = [.. chunk.Select(number => Created(number))] },
                CancellationToken.None
            );
    }

    public static HubEvent Created(int number)
    {
        var now = DateTimeOffset.UtcNow;
        return HubEvent.Of(TicketFacts.Created, Organization, $"ticket-{number}", Actor.System, now) with
        {
            Subject = TicketKinds.Ticket.Of(
                new Ticket
                {
                    Id = number,
                    Uuid = Guid.CreateVersion7(now),
                    Organization = Organization,
                    Code = $"ACME-{number}",
                    Subject = "Printer not working on the second floor",
                    Description = "It says PC LOAD LETTER, and nobody knows what that means.",
                    Status = TicketStatus.Open,
                    Priority = TicketPriority.Medium,
                    Channel = TicketChannel.Api,
                    Requester = new Requester(Guid.Empty, "user@company.com", "Una User"),
                    DepartmentId = 3,
                    CreatedAt = now,
                    UpdatedAt = now,
                }
            ),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        if (!isFolderKept)
            Directory.Delete(folder, recursive: true);
    }
}
