using System.Net;
using Hub.Access;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Access;

/// <summary>A hub where a page signs people in with a cookie, by a scheme that was added and nothing else.</summary>
public sealed class HubWithSessions : RunningHub
{
    private protected override Task<HubHost> StartHost() =>
        HubHost.StartIn(
            null,
            builder =>
                builder
                    .Services.AddAuthentication("Session")
                    .Services.Configure<AuthenticationOptions>(options =>
                        options.AddScheme<SessionHandler>("Session", null)
                    ),
            "--RateLimits:Enabled=true",
            "--RateLimits:Read=3"
        );
}

/// <summary>A session of somebody who may read tickets; <c>/signed-in</c> is where a sign-in comes back to.</summary>
internal sealed class SessionHandler(IStore store) : IAuthenticationRequestHandler
{
    private HttpContext http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        if (http.Request.Cookies["session"] is not { } name)
            return AuthenticateResult.NoResult();
        var all = new Domain.Queries.Query { Partition = Organization.Partition, Limit = 1 };
        var found = await store.Query(Organization.Document, OrganizationId.Hub, all, http.RequestAborted);
        var caller = new Caller(
            found.Items[0].Value,
            new Actor("agent", name, name),
            new HashSet<string> { "tickets:read" },
            $"session-{name}"
        )
        {
            SignedInAs = new AuditActor("session", name, name),
        };
        return AuthenticateResult.Success(new AuthenticationTicket(caller.Principal, "Session"));
    }

    public async Task<bool> HandleRequestAsync()
    {
        if (http.Request.Path != "/signed-in")
            return false;
        await http.Response.WriteAsync("welcome");
        return true;
    }

    public Task ChallengeAsync(AuthenticationProperties? properties) => throw new NotSupportedException();

    public Task ForbidAsync(AuthenticationProperties? properties) => throw new NotSupportedException();
}

public sealed class SchemeTests(HubWithSessions hub) : IClassFixture<HubWithSessions>
{
    [Fact]
    public async Task A_session_opens_the_routes_of_its_scopes_and_no_others()
    {
        var reads = await Send(HttpMethod.Get, "/api/v1/tickets", "ada");
        var writes = await Send(HttpMethod.Delete, "/api/v1/tickets/1", "ada");

        reads.Expect(HttpStatusCode.OK);
        writes.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task Without_a_session_the_answer_asks_for_a_token()
    {
        var answer = await Send(HttpMethod.Get, "/api/v1/tickets", null);

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_token_goes_before_a_session()
    {
        var wrong = await Send(HttpMethod.Get, "/api/v1/tickets", "grace", "1|wrong");
        var right = await Send(HttpMethod.Delete, "/api/v1/tickets/1", "grace", HubHost.FirstToken);

        wrong.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        right.ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
    }

    [Fact]
    public async Task Each_caller_has_an_allowance_of_their_own_however_they_signed_in()
    {
        for (var request = 0; request < 3; request++)
            (await Send(HttpMethod.Get, "/api/v1/tickets", "busy")).Expect(HttpStatusCode.OK);

        var fourth = await Send(HttpMethod.Get, "/api/v1/tickets", "busy");
        var other = await Send(HttpMethod.Get, "/api/v1/tickets", "idle");

        fourth.ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        Assert.Equal("2", other.Expect(HttpStatusCode.OK).Header("RateLimit-Remaining"));
    }

    [Fact]
    public async Task A_scheme_answers_at_the_address_that_a_sign_in_comes_back_to() =>
        Assert.Equal("welcome", (await Send(HttpMethod.Get, "/signed-in", null)).Text);

    [Fact]
    public async Task An_identity_provider_s_token_opens_SCIM_alone()
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, "Okta");

        (await scim.Get("/Users")).Ok();
        (await hub.Host.As(scim.Token).ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Below_the_root_of_SCIM_nobody_learns_without_a_token_what_there_is()
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, "Entra ID");

        (await scim.As(null).Get("/nowhere")).ExpectError(401);
        (await scim.As(null).Delete("/Users")).ExpectError(401);
        (await scim.Get("/nowhere")).ExpectError(404);
        Assert.Contains("POST", (await scim.Delete("/Users")).ExpectError(405).Header("Allow"));
    }

    private Task<Answer> Send(HttpMethod method, string path, string? session, string? token = null) =>
        hub.Host.As(token).Send(method, path, null, session is null ? [] : [("Cookie", $"session={session}")]);
}
