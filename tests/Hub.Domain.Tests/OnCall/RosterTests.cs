using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.OnCall;
using Hub.Domain.Sla;
using Xunit;

namespace Hub.Domain.Tests.OnCall;

/// <summary>Who is on call, against a model that looks at the clock on the wall minute by minute.</summary>
public sealed class RosterTests
{
    private const int Window = 4 * 24 * 60;

    /// <summary>
    /// Clocks, and the day before they do something unusual: change at night, by half an hour, at midnight, a minute later, by a
    /// whole day; and a year with a day more.
    /// </summary>
    private static readonly (string Zone, DateOnly Start)[] Places =
    [
        ("Europe/Berlin", new(2026, 3, 28)),
        ("Europe/Berlin", new(2026, 10, 24)),
        ("America/New_York", new(2026, 3, 7)),
        ("America/New_York", new(2026, 10, 31)),
        ("Australia/Lord_Howe", new(2026, 4, 4)),
        ("Australia/Lord_Howe", new(2026, 10, 3)),
        ("America/Havana", new(2026, 3, 7)),
        ("America/Santiago", new(2026, 4, 4)),
        ("America/Santiago", new(2026, 9, 5)),
        ("America/St_Johns", new(2010, 11, 6)),
        ("Pacific/Apia", new(2011, 12, 29)),
        ("Asia/Kathmandu", new(2028, 2, 28)),
    ];

    private static readonly Gen<Example> Examples =
        from place in Gen.Elements(Places)
        let start = place.Start
        from handover in Gen.Elements(0, 30, 90, 120, 150, 540, 1439)
        from length in Gen.Choose(1, 2)
        from agents in Gen.Choose(1, 4).Select(count => Enumerable.Range(1, count).Select(one => (long)one).ToList())
        from inactive in Gen.Choose(1, 6)
        from hours in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 20).Select(hour => (int?)hour))
        from overrides in Gen.Choose(-60, Window).Two().Select(Instead).ListOf(2)
        from offset in Gen.Choose(-600, 600)
        select new Example(
            new Rotation
            {
                Name = "Example",
                TimeZone = place.Zone,
                Handover = HandoverInterval.Daily,
                TurnLength = length,
                HandoverAt = handover,
                StartsOn = start,
                AgentIds = agents,
                Hours = hours is { } hour ? Daily(hour * 60, hour * 60 + 240) : [],
                Overrides =
                [
                    .. overrides.Select(
                        (one, index) =>
                            new Override(
                                index + 1,
                                5 + index,
                                Midnight(start).AddMinutes(one.From),
                                Midnight(start).AddMinutes(one.To)
                            )
                    ),
                ],
            },
            inactive,
            Midnight(start).AddMinutes(offset)
        );

    [Fact]
    public void Whoever_the_shifts_name_is_whom_the_clock_on_the_wall_names() =>
        Hold(example =>
        {
            var shifts = example.Roster.Shifts(example.From, example.From.AddMinutes(Window)).ToList();
            return example.Expected().All(minute => AgentIn(shifts, minute.At) == minute.Agent);
        });

    [Fact]
    public void Shifts_follow_each_other_and_each_is_somebody_else_or_after_a_break() =>
        Hold(example =>
        {
            var shifts = example.Roster.Shifts(example.From, example.From.AddMinutes(Window)).ToList();
            return shifts.TrueForAll(one => one.From < one.To)
                && shifts
                    .Zip(shifts.Skip(1))
                    .All(pair =>
                        pair.First.To < pair.Second.From
                        || (pair.First.To == pair.Second.From && pair.First.AgentId != pair.Second.AgentId)
                    );
        });

    [Fact]
    public void Now_and_next_are_the_first_shifts_of_whoever_they_are() =>
        Hold(example =>
        {
            var duty = example.Roster.At(example.From);
            var shifts = example.Roster.Shifts(example.From, example.From + Roster.Horizon).ToList();
            return duty.Now == shifts.Find(one => one.From == example.From)
                && duty.Next == shifts.Find(one => one.From > example.From && one.AgentId != duty.Now?.AgentId);
        });

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", 1)]
    [InlineData("2026-03-29T01:00:00Z", 2)]
    [InlineData("2026-10-25T00:29:59Z", 1)]
    [InlineData("2026-10-25T00:30:00Z", 2)]
    [InlineData("2026-10-25T01:30:00Z", 2)]
    public void A_handover_at_half_past_two_comes_once_in_the_nights_in_which_Berlin_changes_its_clocks(
        string at,
        long agent
    )
    {
        var day = DateOnly.FromDateTime(DateTime.Parse(at)).AddDays(-1);
        var rotation = new Rotation
        {
            Name = "Night",
            TimeZone = "Europe/Berlin",
            Handover = HandoverInterval.Daily,
            HandoverAt = 150,
            StartsOn = day,
            AgentIds = [1, 2],
        };

        Assert.Equal(agent, new Roster(rotation, _ => true).At(DateTimeOffset.Parse(at)).Now!.AgentId);
    }

    [Theory]
    [InlineData("2010-11-07T02:29:59Z", 1)]
    [InlineData("2010-11-07T02:30:00Z", 2)]
    [InlineData("2010-11-07T02:45:00Z", 2)]
    public void Who_took_over_at_midnight_is_on_call_though_the_clocks_go_back_to_the_day_before(string at, long agent)
    {
        var rotation = new Rotation
        {
            Name = "Newfoundland",
            TimeZone = "America/St_Johns",
            Handover = HandoverInterval.Daily,
            StartsOn = new DateOnly(2010, 11, 6),
            AgentIds = [1, 2],
        };

        Assert.Equal(agent, new Roster(rotation, _ => true).At(DateTimeOffset.Parse(at)).Now!.AgentId);
    }

    [Fact]
    public void A_week_is_a_week_whether_it_has_an_hour_less_or_more()
    {
        var rotation = new Rotation
        {
            Name = "Weeks",
            TimeZone = "Europe/Berlin",
            HandoverAt = 540,
            StartsOn = new DateOnly(2026, 3, 23),
            AgentIds = [1, 2],
        };

        var shifts = new Roster(rotation, _ => true).Shifts(
            new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 4, 6, 0, 0, 0, TimeSpan.Zero)
        );

        Assert.Equal(
            ["1 2026-03-23T08:00 2026-03-30T07:00", "2 2026-03-30T07:00 2026-04-06T00:00"],
            shifts.Select(one => $"{one.AgentId} {one.From:yyyy-MM-ddTHH:mm} {one.To:yyyy-MM-ddTHH:mm}")
        );
    }

    private static void Hold(Func<Example, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Examples.ToArbitrary(), law));

    private static long? AgentIn(List<Shift> shifts, DateTimeOffset at) =>
        shifts.Find(one => one.From <= at && at < one.To)?.AgentId;

    private static (int From, int To) Instead((int One, int Other) ends) =>
        (Math.Min(ends.One, ends.Other), Math.Max(ends.One, ends.Other) + 1);

    private static IReadOnlyList<WorkingHours> Daily(int from, int to) =>
        [.. Enum.GetValues<Weekday>().Select(day => new WorkingHours(day, from, Math.Min(to, 1440)))];

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <param name="Inactive">The agent who is not active, if there is one of the number.</param>
    private sealed record Example(Rotation Rotation, long Inactive, DateTimeOffset From)
    {
        private readonly TimeZoneInfo clock = TimeZoneInfo.FindSystemTimeZoneById(Rotation.TimeZone);

        public Roster Roster => new(Rotation, agent => agent != Inactive);

        /// <summary>Every minute of the window: a turn begins when the clock first shows its time, or a later one.</summary>
        public IEnumerable<(DateTimeOffset At, long? Agent)> Expected()
        {
            var first = Rotation.StartsOn.ToDateTime(TimeOnly.MinValue).AddMinutes(Rotation.HandoverAt);
            var shown = DateTime.MinValue;
            // The clock is looked at from a day before, so that what it showed before it was set back is known.
            for (var at = From.AddDays(-1); at < From.AddMinutes(Window); at = at.AddMinutes(1))
            {
                var wall = TimeZoneInfo.ConvertTime(at, clock).DateTime;
                shown = wall > shown ? wall : shown;
                if (at >= From)
                    yield return (
                        at,
                        AgentAt(at, wall, (int)Math.Floor((shown - first).TotalDays / Rotation.TurnLength))
                    );
            }
        }

        private long? AgentAt(DateTimeOffset at, DateTime wall, int turn)
        {
            if (Rotation.Overrides.LastOrDefault(one => one.Covers(at) && one.AgentId != Inactive) is { } instead)
                return instead.AgentId;
            var minute = wall.Hour * 60 + wall.Minute;
            var isOn =
                Rotation.Hours.Count == 0
                || Rotation.Hours.Any(one =>
                    (int)one.Day == (int)wall.DayOfWeek && one.From <= minute && minute < one.To
                );
            if (!isOn || turn < 0)
                return null;
            return Enumerable
                .Range(turn, Rotation.AgentIds.Count)
                .Select(one => (long?)Rotation.AgentIds[one % Rotation.AgentIds.Count])
                .FirstOrDefault(agent => agent != Inactive);
        }
    }
}
