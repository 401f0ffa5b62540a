using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Alerts;

/// <summary>What an organization may say that it wants to be told.</summary>
public sealed class AlertSettingsTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Settings = "/api/v1/alerts/settings";

    [Fact]
    public async Task Nobody_is_told_of_anything_where_nobody_said_so()
    {
        var other = await hub.Host.OpenOrganization("QUIET");

        var settings = (await other.Get(Settings)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal(("UTC", "09:00", false), (Text("time_zone"), Text("alert_time"), (bool)settings["overdue"]!));
        Assert.Null(settings["idle_hours"]);

        string Text(string field) => (string)settings[field]!;
    }

    [Fact]
    public async Task Writing_takes_all_scopes_and_what_is_left_out_is_as_in_the_beginning()
    {
        var client = await hub.Host.WithScopes("admin:read", "tickets:write");

        (await client.Send(HttpMethod.Put, Settings, new { overdue = true })).Expect(HttpStatusCode.Forbidden);
        (await hub.Admin.Send(HttpMethod.Put, Settings, new { overdue = true, idle_hours = 3 })).Expect(
            HttpStatusCode.OK
        );
        var read = (await client.Get(Settings)).Expect(HttpStatusCode.OK).Data;
        Assert.Equal((true, 3), ((bool)read["overdue"]!, (int)read["idle_hours"]!));
        var anew = (await hub.Admin.Send(HttpMethod.Put, Settings, new { })).Expect(HttpStatusCode.OK).Data;
        Assert.False((bool)anew["overdue"]!);
        Assert.Null(anew["idle_hours"]);
    }

    [Theory]
    [InlineData("time_zone", "\"Berlin\"")]
    [InlineData("alert_time", "\"9\"")]
    [InlineData("approaching_days", "0")]
    [InlineData("idle_hours", "9000")]
    [InlineData("idle_calendar_id", "99")]
    [InlineData("idle_statuses", "[]")]
    [InlineData("idle_statuses[0]", "[\"lost\"]")]
    public async Task What_does_not_hold_is_named(string field, string value) =>
        (await hub.Admin.Send(HttpMethod.Put, Settings, $$"""{"{{field.Split('[')[0]}}":{{value}}}""")).ExpectInvalid(
            field
        );
}
