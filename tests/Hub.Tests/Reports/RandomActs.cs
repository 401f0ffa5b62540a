using FsCheck;
using FsCheck.Fluent;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Hub.Tests.Surveys;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Reports;

/// <summary>Whatever is done to tickets, in any order: some of it is refused, and that is as well.</summary>
internal static class RandomActs
{
    /// <summary>Numbers that say what is done, and to which ticket.</summary>
    public static readonly Gen<List<(int Act, int Ticket, int Value)>> Some = (
        from act in Gen.Choose(0, 11)
        from ticket in Gen.Choose(0, 5)
        from value in Gen.Choose(0, 3)
        select (act, ticket, value)
    )
        .ListOf()
        .Select(static acts => acts.ToList());

    public static async Task Do(this HubWithReports hub, IReadOnlyList<(int Act, int Ticket, int Value)> acts)
    {
        var tickets = new List<long> { await hub.Admin.NewTicket() };
        foreach (var (act, at, value) in acts)
        {
            var ticket = tickets[at % tickets.Count];
            switch (act)
            {
                case 0 or 1:
                    tickets.Add(await hub.Admin.NewTicket());
                    break;
                case 2:
                    await hub.Admin.UpdateTicket(ticket, new { assignee_id = value == 0 ? (int?)null : value });
                    break;
                case 3:
                    await hub.Admin.UpdateTicket(ticket, new { department_id = value == 0 ? hub.Fleet : hub.Office });
                    break;
                case 4 or 5:
                    string[] statuses = ["open", "pending", "resolved", "closed"];
                    await hub.Admin.UpdateTicket(
                        ticket,
                        new { status = statuses[value], assignee_id = 1 + (value % 3) }
                    );
                    break;
                case 6:
                    await hub.Admin.AddReply(ticket, new { body = "On it" });
                    break;
                case 7:
                    await hub.Admin.AddReply(ticket, new { body = "Still", author_email = "user@company.com" });
                    break;
                case 8:
                    await hub.Admin.MergeTicket(ticket, tickets[value % tickets.Count]);
                    break;
                case 9 when value == 0:
                    await hub.Admin.DeleteTicket(ticket);
                    break;
                case 10:
                    if ((string?)(await hub.Admin.SurveyOf(ticket)).Json["data"]?["link"] is { } link)
                        await hub.AnswerSurvey(new Uri(link).AbsolutePath, 1 + value);
                    break;
                default:
                    hub.Clock.Advance(TimeSpan.FromMinutes(20 * Math.Pow(6, value)));
                    hub.Host.App.Services.GetRequiredService<IQueue>().RoomChanged();
                    break;
            }
        }
    }
}
