using System.Net;
using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Tests.Access;
using Hub.Tests.Hosting;

namespace Hub.Connector;

/// <summary>The second way to sign in: a work account or a managed identity, against an issuer as Entra ID is one.</summary>
public sealed class SignInTests(HubWithEntra hub) : IClassFixture<HubWithEntra>
{
    private static readonly Guid Ada = Guid.Parse("dddddddd-dddd-4ddd-8ddd-dddddddddddd");

    [Fact]
    public async Task A_work_account_signs_in_by_a_code_and_may_do_what_its_roles_say()
    {
        var agent = await Connect(hub.OfPerson(Ada, "ada@company.com", "access", "Helpdesk.Agent"));

        await TestConnection(agent, HttpStatusCode.OK);
        Assert.True(await new Maker(agent).NewTicket("low") > 0);
        (await agent.Call("ListContacts")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_managed_identity_has_its_roles_alone_and_reaches_every_list()
    {
        var owner = await Connect(hub.OfApplication("Helpdesk.Owner"));

        await TestConnection(owner, HttpStatusCode.OK);
        var lists = owner
            .Files.Operations.Where(one =>
                one is { Verb: "get", Trigger: null }
                && !one.Path.Contains('{')
                && one.Takes.All(value => !value.IsRequired)
            )
            .ToList();
        Assert.True(lists.Count > 20, $"{lists.Count}");
        foreach (var list in lists)
            (await owner.Call(list.Id!)).Expect(HttpStatusCode.OK);
        var flow = await owner.Subscribe("WhenATicketIsCreated", "https://flow.example.com/1");
        await flow.TurnOff();
    }

    [Fact]
    public async Task Whoever_has_no_role_or_is_of_another_tenant_gets_nothing()
    {
        await TestConnection(await Connect(hub.OfApplication()), HttpStatusCode.Forbidden);
        var elsewhere = hub.OfApplication("Helpdesk.Owner");
        elsewhere["tid"] = Guid.NewGuid().ToString();
        await TestConnection(await Connect(elsewhere), HttpStatusCode.Unauthorized);
    }

    /// <param name="claims">Those of the token that whoever signs in gets.</param>
    private async Task<Connection> Connect(JsonObject claims)
    {
        await using var account = await WorkAccount.Start(HubWithEntra.Hub, claims, hub.Issuer.Sign);
        return await Connection.WithWorkAccount(hub.Host.Http, account);
    }

    private static async Task TestConnection(Connection connection, HttpStatusCode status)
    {
        var test = connection.Files.Definition["x-ms-capabilities"]!["testConnection"]!;
        (await connection.Call((string)test["operationId"]!, test["parameters"]!.DeepClone().AsObject())).Expect(
            status
        );
    }
}
