using System.Net;
using Hub.Reports;
using Hub.Tests.Hosting;
using Hub.Tests.Surveys;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Reports;

/// <summary>A hub that has counted what there is, with three agents, a neighbour, and requesters who are asked.</summary>
public sealed class HubWithReports : HubWithFakeClock
{
    internal HubClient Neighbour { get; private set; } = null!;

    internal long Fleet { get; private set; }

    internal long Office { get; private set; }

    private protected override async Task Arrange()
    {
        Neighbour = await Host.OpenOrganization("OTHER");
        await Admin.HireAgents(3);
        await Admin.AskRequesters();
        Fleet = (await Admin.CreateDepartment(new { name = "Fleet" })).Id;
        Office = (await Admin.CreateDepartment(new { name = "=Office" })).Id;
        await this.Follow();
    }
}

/// <summary>What tests of reports do.</summary>
internal static class ReportCalls
{
    /// <summary>Until the hub has begun to follow what happens, and has counted what was there before.</summary>
    public static Task Follow(this HubWithFakeClock hub) =>
        Wait.For(
            async () =>
            {
                hub.Clock.Advance(TimeSpan.FromSeconds(1));
                return (bool)(await hub.Admin.Report("volume")).Data["building"]!;
            },
            building => !building
        );

    /// <summary>Has counted what happened until now.</summary>
    public static Task Counted(this RunningHub hub) =>
        hub.Host.App.Services.GetRequiredService<ReportRecounting>().CatchUp(CancellationToken.None);

    public static async Task<Answer> Report(this HubClient client, string report, string query = "") =>
        (await client.Get($"/api/v1/reports/{report}?{query}")).Expect(HttpStatusCode.OK);

    /// <summary>The lines, each with what it is about and one of its numbers.</summary>
    public static async Task<string[]> Lines(
        this HubClient client,
        string report,
        string query,
        params string[] fields
    ) =>
        [
            .. (await client.Report(report, query)).Data["lines"]!
                .AsArray()
                .Select(line => string.Join(' ', fields.Select(field => $"{line![field]}"))),
        ];
}
