using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Organizations;

/// <summary>What the operator suspends is shut out, and loses nothing.</summary>
public sealed class SuspensionTests
{
    private const string Path = "/api/v1/operator/organizations";

    [Fact]
    public async Task Every_token_of_a_suspended_organization_is_refused_and_no_other()
    {
        await using var hub = await HubHost.Start();
        var other = await hub.OpenOrganization("OTHER");
        var scim = await hub.Admin.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name = "Okta" });
        var provider = hub.As((string)scim.Expect(HttpStatusCode.Created).Json["token"]!);
        var reader = await hub.WithScopes("tickets:read");
        (await reader.ListTickets()).Expect(HttpStatusCode.OK);
        (await provider.Get("/scim/v2/Users")).Expect(HttpStatusCode.OK);

        var suspended = await Act(hub, "suspend");

        Assert.True((bool)suspended.Data["suspended"]!);
        Assert.NotNull(suspended.Data["suspended_at"]);
        foreach (var client in new[] { reader, hub.As(HubHost.FirstToken) })
            (await client.ListTickets()).ExpectProblem(HttpStatusCode.Forbidden, "organization_suspended");
        var refused = (await provider.Get("/scim/v2/Users")).Expect(HttpStatusCode.Forbidden);
        Assert.StartsWith("organization_suspended: ", (string)refused.Json["detail"]!);
        Assert.Equal("403", (string)refused.Json["status"]!);
        (await hub.As("1|another-secret").ListTickets()).Expect(HttpStatusCode.Unauthorized);
        (await other.ListTickets()).Expect(HttpStatusCode.OK);

        var resumed = await Act(hub, "resume");

        Assert.False((bool)resumed.Data["suspended"]!);
        Assert.Null(resumed.Data["suspended_at"]);
        (await reader.ListTickets()).Expect(HttpStatusCode.OK);
        (await provider.Get("/scim/v2/Users")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_suspension_outlives_a_restart_and_a_second_one_changes_nothing()
    {
        await using var hub = await TimedHub.Start();
        var first = await Act(hub.Host, "suspend");
        hub.Clock.Advance(TimeSpan.FromHours(1));
        await hub.Restart();

        var second = await Act(hub.Host, "suspend");

        Assert.Equal((string)first.Data["suspended_at"]!, (string)second.Data["suspended_at"]!);
        Assert.Equal(first.ETag, second.ETag);
        (await hub.Host.As(HubHost.FirstToken).ListTickets()).ExpectProblem(
            HttpStatusCode.Forbidden,
            "organization_suspended"
        );
    }

    [Fact]
    public async Task Deliveries_wait_while_the_organization_is_suspended_and_go_on_when_it_is_resumed()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500, 200);
        await using var others = await HookReceiver.Answering(500, 200);
        var other = await hub.Host.OpenOrganization("OTHER");
        var mine = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var theirs = await other.Subscribe(others.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await other.NewTicket();
        await hub.Admin.DeliveryWhen(mine, "retrying", attempts: 1);
        await other.DeliveryWhen(theirs, "retrying", attempts: 1);
        await Act(hub.Host, "suspend");

        // Hours of it: whatever is due goes to the others' receiver, who are not suspended.
        await hub.Settled();
        hub.Advance(TimeSpan.FromHours(3));
        await other.DeliveryWhen(theirs, "success", attempts: 2);
        await hub.Settled();
        Assert.Single(receiver.Received);

        await Act(hub.Host, "resume");
        hub.Advance(TimeSpan.FromMinutes(1));
        await hub.Admin.DeliveryWhen(mine, "success", attempts: 2);

        Assert.Equal(2, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(hook => hook.Delivery).Distinct());
    }

    private static async Task<Answer> Act(HubHost hub, string verb)
    {
        var acme = (await hub.Operator.Get($"{Path}?prefix=ACME")).Items[0]!["id"];
        return (await hub.Operator.Send(HttpMethod.Post, $"{Path}/{acme}/{verb}", null)).Expect(HttpStatusCode.OK);
    }
}
