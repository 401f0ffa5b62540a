using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Hosting;

/// <summary>The real hub on a free port of loopback, with a data folder of its own.</summary>
internal sealed class HubHost : IAsyncDisposable
{
    public const string FirstToken = "1|test-secret-of-thirty-two-letters";

    public const string OperatorToken = "operator-secret-of-thirty-two-letters";

    private readonly string folder;
    private readonly bool ownsFolder;

    private HubHost(WebApplication app, string folder, bool ownsFolder)
    {
        App = app;
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Admin = new HubClient(Http, FirstToken, OperatorToken);
        Operator = As(OperatorToken);
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    /// <summary>The data folder.</summary>
    public string Folder => folder;

    /// <summary>Has the first organization's all-scopes token, and on the operator's routes the operator's.</summary>
    public HubClient Admin { get; }

    public HubClient Operator { get; }

    public IStore Store => App.Services.GetRequiredService<IStore>();

    public static Task<HubHost> Start(params string[] args) => StartIn(null, null, args);

    public static async Task<HubHost> StartIn(
        string? folder,
        Action<WebApplicationBuilder>? configure,
        params string[] args
    )
    {
        var data = folder ?? NewFolder();
        var app = Create(data, configure, args);
        await HubApplication.Prepare(app);
        await app.StartAsync();
        return new HubHost(app, data, folder is null);
    }

    public static WebApplication Create(
        string folder,
        Action<WebApplicationBuilder>? configure,
        params string[] args
    ) =>
        HubApplication.Create(
            [
                .. Engine.SettingsFor(folder),
                "--urls=http://127.0.0.1:0",
                $"--Hub:Bootstrap:Token={FirstToken}",
                $"--Hub:OperatorToken={OperatorToken}",
                "--RateLimits:Enabled=false",
                "--Delivery:AllowInsecureTargets=false",
                "--Logging:LogLevel:Default=None",
                .. args,
            ],
            configure
        );

    public static string NewFolder() => Directory.CreateTempSubdirectory("hub-test-").FullName;

    public HubClient As(string? token) => new(Http, token);

    public async Task<HubClient> WithScopes(params string[] abilities)
    {
        var created = await Admin.CreateToken(new { name = "Scoped", abilities });
        return As((string)created.Json["token"]!);
    }

    /// <summary>A second organization, and a client with an all-scopes token of its own.</summary>
    public async Task<HubClient> OpenOrganization(string prefix)
    {
        var organization = new Organization(new(Guid.CreateVersion7()), prefix, prefix, DateTimeOffset.UtcNow);
        await Store.Commit(
            new Commit(OrganizationId.Hub, Organization.Partition)
            {
                Changes =
                [
                    new Put<Organization>(
                        Organization.Document,
                        organization.Id.ToString(),
                        organization,
                        Expected.Absent
                    ),
                ],
            },
            default
        );
        var secret = ApiToken.NewSecret();
        var token = new ApiToken
        {
            Id = await Store.NextId(OrganizationId.Hub, ApiToken.Counter, default) + 1_000_000,
            Organization = organization.Id,
            Name = prefix,
            SecretHash = ApiToken.Hash(secret),
            Abilities = [],
            CreatedAt = DateTimeOffset.UtcNow,
        };
        await Store.Commit(TokenDocuments.Write(token, Expected.Absent), default);
        return As($"{token.Id}|{secret}");
    }

    /// <summary>Every event so far that is about the ticket, in order.</summary>
    public async Task<List<HubEvent>> EventsOf(long ticket, HubClient? owner = null)
    {
        var organization = await OrganizationOf(owner ?? Admin);
        var events = new List<HubEvent>();
        var log = App.Services.GetRequiredService<IEventLog>();
        await foreach (var happened in log.Since(organization, DateTimeOffset.UnixEpoch, default))
            if (happened.About<Ticket>()?.Id == ticket)
                events.Add(happened);
        return events;
    }

    public async Task<IReadOnlyList<Fact>> FactsOf(long ticket) =>
        [.. (await EventsOf(ticket)).Select(happened => happened.Fact)];

    public async Task<OrganizationId> OrganizationOf(HubClient client)
    {
        var id = long.Parse(client.Token!.Split('|')[0]);
        return (await TokenDocuments.Get(Store, id, default))!.Value.Organization;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        if (ownsFolder)
            Directory.Delete(folder, recursive: true);
    }
}
