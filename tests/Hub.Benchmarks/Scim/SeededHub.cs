using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.People;
using Hub.Ports.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks.Scim;

/// <summary>A hub with so many users, each as an identity provider describes one.</summary>
internal sealed class SeededHub : IAsyncDisposable
{
    public const string Token = "benchmark-secret-of-thirty-two-letters";

    private readonly string folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
    private readonly WebApplication app;

    private SeededHub() =>
        app = HubApplication.Create([
            "--urls=http://127.0.0.1:0",
            $"--Hub:DataPath={folder}",
            $"--Hub:Bootstrap:ScimToken={Token}",
            "--Hub:Bootstrap:Token=1|benchmark-secret-of-thirty-two-letters",
            "--RateLimits:Enabled=false",
            "--Logging:LogLevel:Default=None",
        ]);

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<string> Users { get; private set; } = [];

    public static async Task<SeededHub> Start(int users)
    {
        var hub = new SeededHub();
        await HubApplication.Prepare(hub.app);
        await hub.Seed(users);
        await hub.app.StartAsync();
        hub.Address = new Uri(hub.app.Urls.First());
        return hub;
    }

    public static string Body(string name) =>
        $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
            "userName":"{{name}}@example.com","externalId":"{{name}}","active":true,{{Attributes(name)}} }
            """;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Attributes(string name) =>
        $$"""
            "name":{"formatted":"Test {{name}}","familyName":"{{name}}","givenName":"Test"},"displayName":"Test {{name}}",
            "title":"Engineer","locale":"en-US","emails":[{"value":"{{name}}@example.com","type":"work","primary":true},
            {"value":"{{name}}@home.org","type":"home"}],"phoneNumbers":[{"value":"+358 40 {{name}}","type":"work"}],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"{{name}}","department":"Sales","costCenter":"42"}
            """;

    private async Task Seed(int users)
    {
        var store = app.Services.GetRequiredService<IStore>();
        var all = new Query { Partition = Organization.Partition, Limit = 1 };
        var found = await store.Query(Organization.Document, OrganizationId.Hub, all, default);
        var organization = found.Items[0].Value.Id;
        var agents = Enumerable.Range(0, users).Select(number => Agent(organization, number)).ToList();
        foreach (var some in agents.Chunk(500))
            await store.Commit(
                PeopleStore.Commit(
                    organization,
                    [.. some.Select(agent => new Put<Agent>(PeopleDocuments.Agent, agent.Key, agent, Expected.Absent))]
                ),
                default
            );
        Users = [.. agents.Select(agent => agent.Key)];
    }

    private static Agent Agent(OrganizationId organization, int number)
    {
        var now = DateTimeOffset.UtcNow;
        var name = $"user{number}";
        // Minified, as the hub itself would have stored it.
        var profile = JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse("{" + Attributes(name) + "}"));
        var details = new AgentDetails
        {
            UserName = $"{name}@example.com",
            ExternalId = name,
            Profile = new Attributes(profile),
        };
        return AgentVerbs.Create(organization, number + 1, Guid.CreateVersion7(now), details, Actor.System, now).State!;
    }
}
