using System.Net;
using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.People;

/// <summary>Ending somebody's access and giving it back.</summary>
public sealed class DeactivateUserTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Creating_and_deactivating_are_told_once_whoever_does_it()
    {
        var scim = await hub.Open();
        var organization = await hub.Host.OrganizationOf(scim.Rest);
        var id = await scim.NewUser("bjensen", ""","emails":[{"value":"b@acme.com"}]""");
        await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"title","value":"T"}]""");
        await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":false}]""");
        await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":false}]""");
        await scim.Delete($"/Users/{id}");
        var number = (await scim.Rest.Send(HttpMethod.Post, "/api/v1/users", new { email = "x@y.z", name = "X" })).Id;
        for (var again = 0; again < 2; again++)
            (await scim.Rest.Send(HttpMethod.Post, $"/api/v1/users/{number}/deactivate", null)).Expect(
                HttpStatusCode.OK
            );
        var back = await scim.Rest.Send(HttpMethod.Post, $"/api/v1/users/{number}/reactivate", null);
        Assert.True((bool)back.Expect(HttpStatusCode.OK).Data["is_active"]!);
        foreach (var change in new[] { """{"name":"Y"}""", """{"is_active":true}""" })
            await scim.Rest.Send(HttpMethod.Put, $"/api/v1/users/{number}", change);
        foreach (var change in new[] { """{"is_active":false}""", """{"is_active":false,"name":"Z"}""" })
        {
            var ended = await scim.Rest.Send(HttpMethod.Put, $"/api/v1/users/{number}", change);
            Assert.False((bool)ended.Expect(HttpStatusCode.OK).Data["is_active"]!);
        }
        var events = new List<HubEvent>();
        await foreach (
            var happened in hub
                .Host.App.Services.GetRequiredService<Hub.Ports.Store.IEventLog>()
                .Since(organization, DateTimeOffset.UnixEpoch, default)
        )
            events.Add(happened);
        Assert.Equal(
            [
                AgentFacts.Created,
                AgentFacts.Deactivated,
                AgentFacts.Created,
                AgentFacts.Deactivated,
                AgentFacts.Deactivated,
            ],
            events.Select(happened => happened.Fact)
        );
        Assert.Equal("b@acme.com", events[0].About<Agent>()!.Email);
        Assert.All(events, happened => Assert.Null(happened.About<Agent>()!.Profile));
    }
}
