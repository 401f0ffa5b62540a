using System.Net;
using System.Text.Json.Nodes;
using Hub.Resources;
using Hub.Tests.Hosting;

namespace Hub.Tests.Quotas;

public sealed class StatusTests
{
    [Fact]
    public async Task The_status_shows_what_is_used_of_each_limit()
    {
        await using var hub = await HubHost.Start("--Limits:Webhooks=7", "--Limits:Bytes=123456789");
        var neighbour = await hub.OpenOrganization("OTHER");
        var before = await Status(hub.Admin);

        await hub.Admin.CreateToken(new { name = "One more" });
        await hub.Admin.NewTicket();

        var after = await Status(hub.Admin);
        Assert.Equal(123_456_789, (long)after["storage"]!["limit_bytes"]!);
        Assert.InRange(UsedBytes(after) - UsedBytes(before), 1_000, 20_000);
        Assert.Equal((0, 7), Limit(after, "webhooks"));
        Assert.Equal((Limit(before, "API tokens").Used + 1, 1_000), Limit(after, "API tokens"));
        Assert.Equal((3, 1_000), Limit(after, "departments"));
        Assert.Equal(0, UsedBytes(await Status(neighbour)));
    }

    [Fact]
    public async Task Every_limit_of_an_organization_is_shown()
    {
        await using var hub = await HubHost.Start();
        var declared = typeof(RecordLimit)
            .GetFields()
            .Where(field => field.FieldType == typeof(RecordLimit))
            .Select(field => (RecordLimit)field.GetValue(null)!)
            .Where(limit => limit != RecordLimit.Organizations)
            .Select(limit => limit.Many);

        var shown = (await Status(hub.Admin))["limits"]!.AsArray().Select(one => (string)one!["of"]!);

        Assert.Equal(declared.Order(StringComparer.Ordinal), shown);
    }

    [Fact]
    public async Task It_takes_the_scope_to_read_what_administers()
    {
        await using var hub = await HubHost.Start();

        (await (await hub.WithScopes("admin:read")).Get("/api/v1/status")).Expect(HttpStatusCode.OK);
        (await (await hub.WithScopes("tickets:read")).Get("/api/v1/status")).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
    }

    private static async Task<JsonNode> Status(HubClient client) =>
        (await client.Get("/api/v1/status")).Expect(HttpStatusCode.OK).Data;

    private static long UsedBytes(JsonNode status) => (long)status["storage"]!["used_bytes"]!;

    private static (long Used, long Most) Limit(JsonNode status, string of)
    {
        var limit = status["limits"]!.AsArray().Single(one => (string)one!["of"]! == of)!;
        return ((long)limit["used"]!, (long)limit["most"]!);
    }
}
