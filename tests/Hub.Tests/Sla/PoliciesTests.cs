using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Sla;

/// <summary>Policies and calendars as records, and what of them is refused.</summary>
public sealed class PoliciesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Policies = "/api/v1/sla/policies";
    private const string Calendars = "/api/v1/sla/calendars";

    [Fact]
    public async Task Writing_takes_all_scopes_and_reading_goes_with_tickets()
    {
        var client = await hub.Host.WithScopes("tickets:read", "tickets:write");

        (await client.Send(HttpMethod.Post, Policies, new { name = "x", resolution_minutes = 1 })).Expect(
            HttpStatusCode.Forbidden
        );
        (await client.Get(Policies)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_policy_without_a_target_is_refused_when_it_is_created_and_when_it_is_changed()
    {
        (await hub.Admin.Send(HttpMethod.Post, Policies, new { name = "Nothing" })).ExpectInvalid("resolution_minutes");
        var path = await hub.Admin.NewAt(Policies, new { name = "Something", resolution_minutes = 5 });
        (await hub.Admin.Send(HttpMethod.Put, path, new { resolution_minutes = (int?)null })).ExpectInvalid(
            "resolution_minutes"
        );
        (await hub.Admin.Send(HttpMethod.Put, path, new { calendar_id = 99 })).ExpectInvalid("calendar_id");
    }

    [Fact]
    public async Task A_calendar_says_when_people_work()
    {
        Assert.Equal("09:00", (string)(await New("09:00", "17:30")).Data["hours"]![0]!["from"]!);
        Assert.Equal("24:00", (string)(await New("00:00", "24:00")).Data["hours"]![0]!["to"]!);
        (await New("17:00", "09:00")).ExpectInvalid("hours[0]");
        (await New("9", "17:00")).ExpectInvalid("hours[0].from");
        (await New("09:00", "17:00", zone: "Berlin")).ExpectInvalid("time_zone");
        (await New("09:00", "17:00", holiday: "2026-02-29")).ExpectInvalid("holidays[0]");
    }

    [Fact]
    public async Task What_a_policy_names_stays()
    {
        var calendar = (await New("09:00", "17:00")).Expect(HttpStatusCode.Created).Id;
        var department = (await hub.Admin.CreateDepartment(new { name = "Billing" })).Id;
        await hub.Admin.NewAt(
            Policies,
            new
            {
                name = "Billing",
                resolution_minutes = 5,
                calendar_id = calendar,
                department_ids = new[] { department },
            }
        );

        (await hub.Admin.Send(HttpMethod.Delete, $"{Calendars}/{calendar}", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "sla_calendar_in_use"
        );
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{department}", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "department_in_use"
        );
    }

    private Task<Answer> New(string from, string to, string zone = "Europe/Berlin", string holiday = "2026-12-25") =>
        hub.Admin.Send(
            HttpMethod.Post,
            Calendars,
            new
            {
                name = $"Calendar {Guid.NewGuid():N}",
                time_zone = zone,
                hours = new[]
                {
                    new
                    {
                        day = "monday",
                        from,
                        to,
                    },
                },
                holidays = new[] { holiday },
            }
        );
}
