namespace Hub.Demo;

/// <summary>What somebody does with a ticket.</summary>
internal enum DemoDeed
{
    Assign,
    Answer,
    Ask,
    Note,
    LogTime,
    Move,
    Rate,
}

/// <summary>One thing that is done with a ticket, and when.</summary>
/// <param name="Text">What is said, or the status that the ticket goes to.</param>
/// <param name="Amount">Minutes of work, or the score.</param>
internal sealed record DemoStep(DateTimeOffset At, DemoDeed Deed, string? Text = null, int Amount = 0);

/// <summary>A ticket of the month, and what becomes of it until now.</summary>
internal sealed record DemoTicket(DateTimeOffset At, Trouble Trouble, string Subject, string Description)
{
    public required DemoContact Requester { get; init; }

    public required DemoAgent Agent { get; init; }

    public required string Priority { get; init; }

    public required string Channel { get; init; }

    public DateOnly? ExpectedDate { get; init; }

    public IReadOnlyList<DemoStep> Steps { get; init; } = [];
}

/// <summary>A month of a helpdesk up to a moment. The same seed and moment are the same month.</summary>
internal sealed class DemoPlan
{
    public const int Days = 30;

    private const int OutageTickets = 9;

    private readonly Random random;
    private readonly DateTimeOffset now;

    private DemoPlan(int seed, DateTimeOffset now)
    {
        (random, this.now) = (new Random(seed), now);
        var today = WorkingWeek.DayOf(now);
        FirstDay = today.AddDays(-Days + 1);
        OutageDay = Enumerable
            .Range(7, 7)
            .Select(before => today.AddDays(-before))
            .First(day => day.DayOfWeek == DayOfWeek.Tuesday);
        Tickets = [.. Enumerable.Range(0, Days).SelectMany(day => OfDay(FirstDay.AddDays(day))).OrderBy(one => one.At)];
    }

    public DateOnly FirstDay { get; }

    /// <summary>The day on which mail was down.</summary>
    public DateOnly OutageDay { get; }

    public IReadOnlyList<DemoTicket> Tickets { get; }

    /// <summary>The tickets of the outage.</summary>
    public bool IsOfOutage(DemoTicket ticket) =>
        ticket.Trouble == Troubles.Mail
        && ticket.At >= WorkingWeek.At(OutageDay, 9)
        && ticket.At < WorkingWeek.At(OutageDay, 11);

    public static DemoPlan Of(int seed, DateTimeOffset now) => new(seed, now);

    /// <summary>A ticket of just now, with nothing done about it yet.</summary>
    public static DemoTicket Fresh(Random random, DateTimeOffset now) => new DemoPlan.Teller(random).Report(now, null);

    private IEnumerable<DemoTicket> OfDay(DateOnly day)
    {
        var teller = new Teller(random);
        foreach (var at in WorkingWeek.Arrivals(day, random).Where(at => at < now))
            yield return teller.Tell(teller.Report(at, null), now);
        if (day == OutageDay)
            for (var ticket = 0; ticket < OutageTickets; ticket++)
                yield return teller.Tell(
                    teller.Report(WorkingWeek.At(day, 9.1 + random.NextDouble()), Troubles.Mail) with
                    {
                        Priority = "high",
                    },
                    now
                );
    }

    /// <summary>Makes up what is reported, and what becomes of it.</summary>
    private sealed class Teller(Random random)
    {
        private static readonly string[] Priorities = ["urgent", "high", "medium", "low"];
        private static readonly int[] Pressing = [10, 40, 45, 5];
        private static readonly int[] Patient = [2, 15, 58, 25];
        private static readonly int[] MinutesToAnswer = [8, 25, 70, 150];
        private static readonly int[] MinutesToResolve = [110, 330, 900, 1_500];

        public DemoTicket Report(DateTimeOffset at, Trouble? about)
        {
            var trouble = about ?? Troubles.All[Weighted([.. Troubles.All.Select(one => one.Weight)])];
            var (subject, description) = One(trouble.Reports);
            var (place, device) = (One(Trouble.Places), One(Trouble.Devices));
            return new DemoTicket(at, trouble, Filled(subject), Filled(description))
            {
                Requester = One(DemoPeople.Contacts),
                Agent = One([.. DemoPeople.Agents.Where(agent => agent.Department == trouble.Department)]),
                Priority = Priorities[Weighted(trouble.IsPressing ? Pressing : Patient)],
                Channel = One(["email", "email", "email", "web", "web", "phone", "chat"]),
                ExpectedDate = Chance(12) ? WorkingWeek.DayOf(at).AddDays(random.Next(2, 9)) : null,
            };

            string Filled(string text) =>
                text.Replace("{place}", place, StringComparison.Ordinal)
                    .Replace("{device}", device, StringComparison.Ordinal);
        }

        /// <summary>The ticket with all that is done about it until then.</summary>
        public DemoTicket Tell(DemoTicket ticket, DateTimeOffset until)
        {
            var steps = new List<DemoStep>();
            var (at, trouble) = (ticket.At, ticket.Trouble);
            var urgency = Array.IndexOf(Priorities, ticket.Priority);
            // Now and then one is left lying.
            var patience = Chance(9) ? 9 : 1;
            Go(MinutesToAnswer[urgency] * patience * 0.6, DemoDeed.Assign);
            Go(MinutesToAnswer[urgency] * patience * 0.4, DemoDeed.Answer, One(trouble.Answers));
            if (Chance(30))
                Go(15, DemoDeed.Note, One(trouble.Notes));
            if (Chance(35))
            {
                Go(1, DemoDeed.Move, "pending");
                Go(120, DemoDeed.Ask, One(Trouble.Replies));
                Go(1, DemoDeed.Move, "open");
                Go(MinutesToAnswer[urgency], DemoDeed.Answer, One(trouble.Answers));
            }
            if (Chance(4))
                Go(60, DemoDeed.Move, "on_hold");
            else if (!Chance(3))
                End(MinutesToResolve[urgency]);
            return ticket with { Steps = [.. steps.TakeWhile(step => step.At <= until)] };

            void End(double minutes)
            {
                Go(minutes, DemoDeed.Answer, One(trouble.Endings));
                if (Chance(60))
                    Go(2, DemoDeed.LogTime, One(trouble.Notes), 5 * random.Next(1, 19));
                if (Chance(40))
                    Go(60, DemoDeed.Ask, One(Trouble.Thanks));
                Go(5, DemoDeed.Move, "resolved");
                var resolved = at;
                if (Chance(38))
                {
                    at = resolved.AddMinutes(random.Next(30, 1_200));
                    steps.Add(new DemoStep(at, DemoDeed.Rate, null, Score()));
                }
                steps.Add(new DemoStep(resolved.AddDays(3), DemoDeed.Move, "closed"));
            }

            void Go(double minutes, DemoDeed deed, string? text = null, int amount = 0)
            {
                at = WorkingWeek.After(at, 1 + Some(minutes));
                steps.Add(new DemoStep(at, deed, text, amount));
            }
        }

        /// <summary>So much on average, mostly less and sometimes much more.</summary>
        private double Some(double average) => -Math.Log(1 - random.NextDouble()) * average;

        private int Score() => 1 + Weighted([3, 4, 8, 30, 55]);

        private bool Chance(int percent) => random.Next(100) < percent;

        private T One<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

        private int Weighted(int[] weights)
        {
            var (at, chosen) = (random.Next(weights.Sum()), 0);
            while (at >= weights[chosen])
                at -= weights[chosen++];
            return chosen;
        }
    }
}
