using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.Access;

/// <summary>Who somebody with a token of Entra ID is to the hub, and what they may do.</summary>
public sealed class EntraCallerTests(HubWithEntra hub) : IClassFixture<HubWithEntra>
{
    [Fact]
    public async Task An_application_may_do_what_its_roles_allow_and_no_more()
    {
        var agent = hub.As(hub.OfApplication("Helpdesk.Agent"));
        var owner = hub.As(hub.OfApplication("Helpdesk.Owner"));
        var reader = hub.As(hub.OfApplication("tickets:read", "SomethingElse"));

        await agent.NewTicket();
        (await agent.Get("/api/v1/users")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await owner.CreateToken(new { name = "Made" })).Expect(HttpStatusCode.Created);
        (await reader.ListTickets()).Expect(HttpStatusCode.OK);
        (await reader.CreateTicket()).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task Without_a_role_an_application_may_do_nothing_and_is_told_so()
    {
        var claims = hub.OfApplication();
        claims.Remove("roles");

        (await hub.As(claims).ListTickets()).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await hub.As(hub.OfApplication("Unknown")).ListTickets()).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
    }

    [Fact]
    public async Task A_person_may_do_what_both_the_scope_and_a_role_of_theirs_allow()
    {
        var id = Guid.NewGuid();

        (await Person("access", "Helpdesk.Agent").ListTickets()).Expect(HttpStatusCode.OK);
        (await Person("tickets:read", "Helpdesk.Agent").ListTickets()).Expect(HttpStatusCode.OK);
        foreach (
            var narrow in (HubClient[])
                [
                    Person("kb:read", "Helpdesk.Agent"),
                    Person("access", "kb:read"),
                    Person("access"),
                    Person("profile email", "Helpdesk.Owner"),
                ]
        )
            (await narrow.ListTickets()).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");

        HubClient Person(string scopes, params string[] roles) =>
            hub.As(hub.OfPerson(id, "nobody@company.com", scopes, roles));
    }

    [Fact]
    public async Task A_person_without_an_agent_is_known_by_name_and_an_application_by_its_id()
    {
        var person = Guid.NewGuid();
        var asked = hub.As(hub.OfPerson(person, "guest@company.com", "access", "Helpdesk.Agent"));
        var application = hub.As(hub.OfApplication("Helpdesk.Agent"));

        Assert.Equal(("token", person.ToString(), "Ada Lovelace"), await AuthorOf(asked));
        Assert.Equal(("token", HubWithEntra.App, HubWithEntra.App), await AuthorOf(application));
    }

    [Theory]
    [InlineData("address")]
    [InlineData("user name")]
    [InlineData("object id")]
    public async Task A_person_is_the_agent_with_their_address_or_object_id(string by)
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, "Entra ID");
        var (person, name) = (Guid.NewGuid(), $"p{Guid.NewGuid():N}");
        var made = await scim.Post(
            "/Users",
            new JsonObject
            {
                ["schemas"] = new JsonArray(ScimClient.UserUrn),
                ["userName"] = by == "user name" ? $"{name}@Company.com" : name,
                ["displayName"] = "Grace Hopper",
                ["externalId"] = by == "object id" ? person.ToString() : null,
                ["emails"] =
                    by == "address" ? new JsonArray(new JsonObject { ["value"] = $"{name}@Company.com" }) : null,
            }.ToJsonString()
        );
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var signedIn = hub.As(hub.OfPerson(person, $"{name}@company.COM", "access", "Helpdesk.Owner"));

        var (kind, _, shown) = await AuthorOf(signedIn);

        Assert.Equal(("agent", "Grace Hopper"), (kind, shown));
        Assert.Equal((string)made.Json["id"]!, (string)(await scim.As(signedIn.Token).Get("/Me")).Ok().Json["id"]!);
    }

    [Fact]
    public async Task An_agent_s_deactivation_holds_from_the_next_request_on()
    {
        var (person, email) = (Guid.NewGuid(), $"p{Guid.NewGuid():N}@company.com");
        var signedIn = hub.As(hub.OfPerson(person, email, "access", "Helpdesk.Agent"));
        (await signedIn.ListTickets()).Expect(HttpStatusCode.OK);

        var made = await hub.Admin.Send(HttpMethod.Post, "/api/v1/users", new { name = "Ada", email });
        (await signedIn.ListTickets()).Expect(HttpStatusCode.OK);
        await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{made.Id}/deactivate", null);
        (await signedIn.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{made.Id}/reactivate", null);
        (await signedIn.ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_tenant_is_an_organization_of_its_own()
    {
        var claims = hub.OfApplication("Helpdesk.Agent");
        claims["tid"] = HubWithEntra.OtherTenant;
        claims["iss"] = $"{hub.Issuer.Root}{HubWithEntra.OtherTenant}/v2.0";
        var other = hub.As(claims);
        var ticket = await hub.Admin.NewTicket();

        (await other.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        await hub.Host.OpenOrganization("OTHER");
        (await other.GetTicket(ticket)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
        Assert.Empty((await other.ListTickets()).Items);
    }

    [Fact]
    public async Task SCIM_is_closed_to_them_but_for_what_is_their_own()
    {
        var scim = (await ScimHub.Provider(hub.Host, hub.Admin, "Okta")).As(
            hub.Issuer.Sign(hub.OfApplication("Helpdesk.Owner"))
        );

        (await scim.Get("/Users")).ExpectError(401);
        (await scim.Get("/Me")).ExpectError(401);
    }

    /// <summary>As a note that the caller writes shows it.</summary>
    private static async Task<(string, string, string)> AuthorOf(HubClient client)
    {
        var ticket = await client.NewTicket();
        var note = await client.AddReply(ticket, new { body = "Seen", @internal = true });
        var author = note.Expect(HttpStatusCode.Created).Data["author"]!;
        return ((string)author["kind"]!, author["id"]!.ToString(), (string)author["name"]!);
    }
}
