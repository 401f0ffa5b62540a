using System.Net;
using Hub.Access;
using Hub.Domain.Tokens;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Laws;

/// <summary>Whoever administers something leaves one entry in the audit log, and whoever is refused leaves none.</summary>
public sealed class AuditLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    /// <summary>What takes less than all scopes and is administration all the same.</summary>
    private static readonly string[] Administered =
    [
        "/api/v1/departments",
        "/api/v1/users",
        "/api/v1/roles",
        "/api/v1/webhooks",
        "/api/webhooks",
    ];

    [Fact]
    public Task An_administrative_act_leaves_exactly_one_entry() => hub.Hold(IsAdministrative, async route =>
        {
            var (path, body) = (await hub.PathOf(route.Path), await hub.BodyOf(route));
            var before = await Entries();

            var answer = await hub.Call(route, path, body);

            Assert.True((int)answer.Status is >= 200 and < 300, answer.Text);
            var after = await Entries();
            Assert.Equal(1, after.Total - before.Total);
            Assert.Equal(route.ToString(), (string?)after.Newest["route"]);
            Assert.Equal("token:1", $"{after.Newest["actor"]!["type"]}:{after.Newest["actor"]!["id"]}");
            Assert.Equal("127.0.0.1", (string?)after.Newest["address"]);
        });

    [Fact]
    public Task A_refused_act_leaves_none() => hub.Hold(IsAdministrative, async route =>
        {
            var (path, body) = (await hub.PathOf(route.Path), await hub.BodyOf(route));
            var weak = await hub.Host.WithScopes(Scope.KbRead);
            var before = await Entries();

            var refused = await weak.Send(route.Method, path, body?.ToJsonString());
            if (body is not null)
                (await hub.Admin.Send(route.Method, path, "[]")).Expect(HttpStatusCode.UnprocessableEntity);
            if (route.Takes("If-Match"))
                (await hub.Call(route, path, body, ("If-Match", "\"other\""))).Expect(
                    HttpStatusCode.PreconditionFailed
                );

            refused.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
            Assert.Equal(before.Total, (await Entries()).Total);
        });

    /// <summary>
    /// Every writing route that takes a token of all scopes, and those above; a delivery made again is none of it, nor what is only
    /// tried.
    /// </summary>
    private bool IsAdministrative(LawRoute route) =>
        route.Method != HttpMethod.Get
        && !route.Path.EndsWith("/redeliver", StringComparison.Ordinal)
        && !route.Path.EndsWith("/dry-run", StringComparison.Ordinal)
        && !route.Path.EndsWith("/preview", StringComparison.Ordinal)
        && (
            Array.Exists(Administered, one => route.Path.StartsWith(one, StringComparison.Ordinal))
            || TakesAllScopes(route)
        );

    private bool TakesAllScopes(LawRoute route) =>
        hub
            .Host.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Single(one =>
                "/" + one.RoutePattern.RawText!.Trim('/') == route.Path
                && one.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains(route.Method.Method)
            )
            .Metadata.GetMetadata<RequiredScope>()
            is { Scope: null };

    private async Task<(int Total, System.Text.Json.Nodes.JsonNode Newest)> Entries()
    {
        var list = (await hub.Admin.Get("/api/v1/audit-log?actor=token:1&per_page=1")).Expect(HttpStatusCode.OK);
        return ((int)list.Json["meta"]!["total"]!, list.Items[0]!);
    }
}
