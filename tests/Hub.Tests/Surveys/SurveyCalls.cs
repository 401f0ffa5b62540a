using System.Net;
using System.Text;
using Hub.Tests.Hosting;

namespace Hub.Tests.Surveys;

/// <summary>A hub whose first organization asks its requesters, and whose other one never said so.</summary>
public sealed class HubWithSurveys : HubWithFakeClock
{
    internal HubClient Neighbour { get; private set; } = null!;

    private protected override async Task Arrange()
    {
        Neighbour = await Host.OpenOrganization("OTHER");
        await Admin.HireAgents(2);
        await Admin.AskRequesters();
    }
}

/// <summary>What tests of surveys do: resolve tickets, and answer as the requester does, with a browser's form.</summary>
internal static class SurveyCalls
{
    public static async Task AskRequesters(this HubClient client, int validDays = 30) =>
        (
            await client.Send(HttpMethod.Put, "/api/v1/csat/settings", new { enabled = true, valid_days = validDays })
        ).Expect(HttpStatusCode.OK);

    public static async Task<long> NewResolved(this HubClient client, object? change = null)
    {
        var ticket = await client.NewTicket();
        (await client.UpdateTicket(ticket, change ?? new { status = "resolved" })).Expect(HttpStatusCode.OK);
        return ticket;
    }

    public static async Task<Answer> SurveyOf(this HubClient client, long ticket) =>
        await client.Get($"/api/v1/tickets/{ticket}/survey");

    /// <summary>The path of the page where the requester answers.</summary>
    public static async Task<string> LinkOf(this HubClient client, long ticket) =>
        new Uri((string)(await client.SurveyOf(ticket)).Expect(HttpStatusCode.OK).Data["link"]!).AbsolutePath;

    public static Task<Answer> Page(this RunningHub hub, string link) => hub.Host.As(null).Get(link);

    public static Task<Answer> AnswerSurvey(this RunningHub hub, string link, object score, string comment = "") =>
        hub.Host.As(null).AnswerSurvey(link, score, comment);

    public static Task<Answer> AnswerSurvey(this HubClient somebody, string link, object score, string comment = "") =>
        somebody.SendBytes(
            HttpMethod.Post,
            link,
            Encoding.UTF8.GetBytes($"score={score}&comment={Uri.EscapeDataString(comment)}"),
            "application/x-www-form-urlencoded"
        );
}
