using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hub.Idempotency;
using Hub.Offline;
using Hub.Ports.Queue;
using Hub.Surveys;
using Hub.Tickets;

namespace Hub.Demo;

/// <summary>Has the planned tickets happen, each step at its own time; deadlines that pass in between are missed when they pass.</summary>
internal sealed class DemoStories(
    DemoHands hands,
    OfflineHub hub,
    DemoDesk desk,
    TicketTimers timers,
    SurveyLinks links,
    SurveyAnswers answers
)
{
    private const string Tickets = "/api/v1/tickets";

    /// <summary>So many go on beside each other: the store writes what comes together in one step.</summary>
    private const int AtOnce = 24;

    private readonly ConcurrentDictionary<long, (DueTicket Timer, DateTimeOffset At)> due = [];

    /// <summary>Answers the tickets' numbers, in the order in which they came in.</summary>
    public async Task<IReadOnlyList<long>> Run(IReadOnlyList<DemoTicket> tickets, CancellationToken cancellation)
    {
        hub.Store.Passed = Pass;
        var numbers = new List<long>();
        foreach (var _ in tickets)
            numbers.Add(await hands.Api.Reserve(Tickets, hands.Desk, cancellation));
        await Parallel.ForEachAsync(
            tickets.Zip(numbers),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (one, cancellation) => await Tell(one.First, one.Second, cancellation)
        );
        return numbers;
    }

    private void Pass(QueueMessage message)
    {
        if (TicketTimers.Read(message) is { } timer)
            due[timer.Ticket] = (timer, message.Due);
    }

    private async Task Tell(DemoTicket ticket, long number, CancellationToken cancellation)
    {
        await hands.Do(
            ticket.At,
            "POST",
            Tickets,
            BodyOf(ticket),
            cancellation,
            reservation: new Reservation(number, IsRepeat: false)
        );
        foreach (var step in ticket.Steps)
        {
            await PassTime(number, step.At, cancellation);
            await Take(ticket, step, number, cancellation);
        }
        await PassTime(number, DateTimeOffset.UtcNow, cancellation);
    }

    /// <summary>Goes on to the time; the deadlines of the ticket that are over by then are missed on the way.</summary>
    private async Task PassTime(long number, DateTimeOffset until, CancellationToken cancellation)
    {
        while (due.TryGetValue(number, out var next) && next.At <= until)
        {
            due.TryRemove(number, out _);
            hub.Clock.Set(next.At);
            await timers.GoOff(next.Timer, cancellation);
        }
    }

    private async Task Take(DemoTicket ticket, DemoStep step, long number, CancellationToken cancellation)
    {
        var agent = hands.As(ticket.Agent);
        switch (step.Deed)
        {
            case DemoDeed.Rate:
                hub.Clock.Set(step.At);
                var token = links.PathOf(hands.Organization.Id, number)[(SurveyLinks.Root.Length + 1)..];
                if (await answers.Find(token, cancellation) is { } asked)
                    await answers.Take(asked, step.Amount, comment: null, cancellation);
                return;
            case DemoDeed.Assign or DemoDeed.Move:
                var change = DemoSteps.ChangeOf(step, hands.IdOf(ticket.Agent));
                await hands.Do(step.At, "PUT", $"{Tickets}/{{id}}", change, cancellation, number, agent);
                return;
            case DemoDeed.LogTime:
                var entry = DemoSteps.EntryOf(step, hands.IdOf(ticket.Agent));
                await hands.Do(step.At, "POST", $"{Tickets}/{{id}}/time-entries", entry, cancellation, number, agent);
                return;
            default:
                var who = step.Deed == DemoDeed.Ask ? hands.Desk : agent;
                var reply = DemoSteps.ReplyOf(step, ticket.Requester);
                await hands.Do(step.At, "POST", $"{Tickets}/{{id}}/replies", reply, cancellation, number, who);
                return;
        }
    }

    private JsonObject BodyOf(DemoTicket ticket)
    {
        var body = DemoSteps.BodyOf(ticket);
        body["department_id"] = hands.IdOf(DemoDesk.Departments, ticket.Trouble.Department);
        body["classification_id"] = desk.Classifications[ticket.Trouble.Classification];
        body["queue_id"] = hands.IdOf(DemoDesk.Queues, DemoDesk.QueueOf(ticket.Trouble));
        return body;
    }
}
