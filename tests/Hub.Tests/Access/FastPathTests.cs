using System.Net;
using Hub.Access;
using Hub.RateLimits;
using Hub.Scim.Access;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Access;

/// <summary>What it costs to let in a caller whose token is known.</summary>
public sealed class FastPathTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_known_API_token_is_let_in_without_allocating_or_waiting()
    {
        (await hub.Admin.ListTickets()).Expect(HttpStatusCode.OK);

        Assert.Equal(0, AllocatedBy(HubHost.FirstToken, new RequiredScope("tickets:read")));
    }

    [Fact]
    public async Task So_is_an_identity_provider_s()
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, "Okta");
        (await scim.Get("/Users")).Ok();

        Assert.Equal(0, AllocatedBy(scim.Token!, RequiredScimToken.Always));
    }

    /// <summary>The bytes of the cheapest of a few rounds: in one of them the minute may be over, or the JIT at work.</summary>
    private long AllocatedBy(string token, RequiredAccess access)
    {
        const int Requests = 1_000;
        var services = hub.Host.App.Services;
        var entered = 0;
        var middleware = new AccessMiddleware(
            new AccessWays(Enter, static _ => throw new InvalidOperationException("The token is not known.")),
            services.GetRequiredService<TokenSignIn>(),
            services.GetRequiredService<RequestLimits>(),
            services.GetRequiredService<AddressLimit>()
        );
        var http = new DefaultHttpContext();
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(access, new LimitedAs(Limit.Read)), null));
        http.Request.Headers.Authorization = $"Bearer {token}";

        var least = long.MaxValue;
        for (var round = 0; round < 8; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var request = 0; request < Requests; request++)
                if (!middleware.Invoke(http).IsCompletedSuccessfully)
                    throw new InvalidOperationException("It waited.");
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(8 * Requests, entered);
        return least;

        Task Enter(HttpContext http)
        {
            entered += Caller.Of(http) is null ? 0 : 1;
            return Task.CompletedTask;
        }
    }
}
