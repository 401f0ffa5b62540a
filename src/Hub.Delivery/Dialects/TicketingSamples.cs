using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>The samples that ticketing's events need beside those of their facts.</summary>
internal static class TicketingSamples
{
    /// <summary>What the numbers in all samples stand for.</summary>
    public static readonly TicketNames Names = TicketNames.None with
    {
        Records = new Dictionary<Reference, NamedRecord>
        {
            [Reference.ToAgent(12)] = new(
                "Alva Lind",
                new Guid("0198a3ee-02b4-7d1f-a0c6-5b8e93d1f472"),
                "alva.lind@company.com"
            ),
            [Reference.ToAgent(7)] = new(
                "Milo Brandt",
                new Guid("0198a3ee-02b4-7d1f-a0c6-5b8e93d1f473"),
                "milo.brandt@company.com"
            ),
            [Reference.ToDepartment(3)] = new("IT"),
            [Reference.ToClassification(21)] = new("Hardware"),
            [Reference.ToQueue(4)] = new("Second line"),
        },
    };

    public static HubEvent Named(HubEvent sample) => sample with { Names = Names };

    /// <summary>The sample of a deadline, about another one.</summary>
    public static HubEvent About(HubEvent sample, string target)
    {
        var ticket = sample.About<Ticket>()!;
        var sla = ticket.Sla!;
        var due = sla.TargetOf(target)!.DueAt!.Value;
        var isEscalated = sample.Fact == TicketFacts.Escalated;
        var missed = new SlaTarget
        {
            DueAt = due,
            BreachedAt = due,
            EscalatedAt = isEscalated ? due.AddHours(1) : null,
        };
        return Named(sample) with
        {
            Subject = TicketKinds.Ticket.Of(
                ticket with
                {
                    Sla =
                        target == SlaTargets.Resolution
                            ? sla with
                            {
                                Resolution = missed,
                                Alert = Alert(),
                            }
                            : sla with
                            {
                                FirstResponse = missed,
                                Resolution = sla.Resolution! with { BreachedAt = null },
                                Alert = Alert(),
                            },
                }
            ),
        };

        SlaAlert Alert() => new(target, due, isEscalated ? due.AddHours(1) : null);
    }

    /// <summary>Of a ticket whose conversation has long been over.</summary>
    public static HubEvent Ended(HubEvent sample) =>
        Named(sample) with
        {
            Parent = TicketKinds.Ticket.Of(
                sample.About<Ticket>()! with
                {
                    Status = TicketStatus.Closed,
                    FirstRespondedAt = Samples.At,
                    ClosedAt = Samples.At,
                    MergedIntoId = 1802,
                }
            ),
        };
}
