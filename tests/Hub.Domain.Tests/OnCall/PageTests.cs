using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Events;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Xunit;

namespace Hub.Domain.Tests.OnCall;

/// <summary>How a page goes down its line, whoever is in it.</summary>
public sealed class PageTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    private static readonly PageDeed Deed = new(new OrganizationId(Guid.NewGuid()), Actor.System, Start);

    private static readonly Gen<EscalationLine> Lines =
        from count in Gen.Choose(1, 8)
        from repeats in Gen.Choose(0, 9)
        select new EscalationLine(
            [.. Enumerable.Range(1, count).Select(id => new Responder(id, $"Agent {id}"))],
            TimeSpan.FromMinutes(5),
            repeats
        );

    [Fact]
    public void Left_alone_it_pages_everybody_once_a_round_and_then_rests() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Lines.ToArbitrary(), line =>
            {
                var page = New().Send(line, Deed).State!;
                while (page.Timer is { } timer)
                    page = page.TimeOut(timer.Id, line, Deed with { Now = timer.At }).State!;
                var expected = Enumerable
                    .Range(0, line.Repeats + 1)
                    .SelectMany(round => line.Responders.Select(one => (one.AgentId, round)));
                return page.Paged.Select(one => (one.AgentId, one.Round)).SequenceEqual(expected)
                    && page.Paged.Zip(page.Paged.Skip(1)).All(pair => pair.Second.At - pair.First.At == line.After);
            }));

    [Fact]
    public void A_timer_of_before_and_one_that_comes_early_do_nothing()
    {
        var line = Line(3);
        var sent = New().Send(line, Deed).State!;
        var former = sent.Timer!;
        var next = sent.Escalate(line, Deed).State!;

        var stale = next.TimeOut(former.Id, line, Deed with { Now = Start.AddHours(1) });
        var early = next.TimeOut(next.Timer!.Id, line, Deed with { Now = next.Timer.At.AddSeconds(-1) });

        Assert.All([stale, early], one => Assert.Same(next, one.State));
        Assert.All([stale, early], one => Assert.Empty(one.Events));
    }

    [Fact]
    public void When_nobody_is_left_who_can_be_paged_it_stays_where_it_is()
    {
        var sent = New().Send(Line(2), Deed).State!;

        var alone = sent.TimeOut(sent.Timer!.Id, Line(0), Deed with { Now = sent.Timer.At });

        Assert.Empty(alone.Events);
        Assert.Equal((1, null), (alone.State!.Current.AgentId, alone.State.Timer));
        Assert.Equal(PageVerbs.NobodyOnCall, sent.Escalate(Line(0), Deed).Refusal!.Code);
    }

    [Fact]
    public void It_does_not_go_on_by_hand_forever()
    {
        var page = New().Send(Line(1), Deed).State!;
        for (var count = 1; count < Page.MostPaged; count++)
            page = page.Escalate(Line(1), Deed).State!;

        Assert.Null(page.Timer);
        Assert.Equal("limit_reached", page.Escalate(Line(1), Deed).Refusal!.Code);
    }

    [Fact]
    public void A_rotation_has_so_many_overrides_and_forgets_those_that_are_long_over()
    {
        var rotation = new Rotation { Name = "Nights", TimeZone = "Etc/UTC" };
        for (var id = 1; id <= Rotation.MostOverrides; id++)
            rotation = rotation.Add(new Override(id, 1, Start, Start.AddDays(1)), Start).State!;
        var more = new Override(Rotation.MostOverrides + 1, 1, Start, Start.AddDays(60));

        Assert.Equal("limit_reached", rotation.Add(more, Start.AddDays(30)).Refusal!.Code);
        Assert.Same(more, Assert.Single(rotation.Add(more, Start.AddDays(32)).State!.Overrides));
        Assert.Same(rotation, rotation.Add(rotation.Overrides[0], Start).State);
    }

    private static Page New() => new() { RotationId = 1, Summary = "E-mail is down" };

    private static EscalationLine Line(int count) =>
        new([.. Enumerable.Range(1, count).Select(id => new Responder(id, $"Agent {id}"))], TimeSpan.FromMinutes(5), 0);
}
