using Hub.Ports.Queue;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: lanes and numbers.</summary>
public abstract partial class QueueConformance
{
    [Fact]
    public async Task A_lane_with_much_to_do_leaves_the_others_their_turn()
    {
        foreach (var some in Many(10_000, "busy").Chunk(1_000))
            await Queue.Enqueue(some, Cancel);
        for (var lane = 0; lane < 5; lane++)
            await Queue.Enqueue([Message($"quiet{lane}", $"quiet{lane}")], Cancel);

        // As a hub has it: a lane has room for so many at once, and what is leased takes of it until it is settled.
        var seen = new List<string>();
        while (seen.Count < 13)
            seen.AddRange(
                (await Lease(max: 16, room: lane => new LaneRoom(8 - seen.Count(one => one == lane)))).Select(one =>
                    one.Message.Lane
                )
            );

        Assert.Equal(["busy", "quiet0", "quiet1", "quiet2", "quiet3", "quiet4"], seen.Distinct().Order());
    }

    [Fact]
    public async Task Messages_that_fall_due_get_their_turn_beside_a_lane_that_is_never_empty()
    {
        await Queue.Enqueue([Message("retry", "quiet", Minute)], Cancel);
        await Queue.Enqueue([.. Many(200, "busy")], Cancel);
        Time.Advance(Minute);

        var seen = new List<string>();
        for (var turn = 0; turn < 200 && !seen.Contains("retry"); turn++)
        {
            foreach (var leased in await Lease(max: 4))
            {
                seen.Add(leased.Message.Id);
                await Queue.Complete(leased, Cancel);
            }
            await Queue.Enqueue([.. Many(4, "busy", $"{turn}-")], Cancel);
        }
        Assert.Contains("retry", seen);
    }

    [Fact]
    public async Task A_lane_gives_no_more_than_it_has_room_for()
    {
        await Queue.Enqueue([.. Many(10, "narrow", "n"), .. Many(3, "wide", "w")], Cancel);
        var narrow = 0;

        var first = await LeaseAll(room: lane => new LaneRoom(lane == "narrow" ? 2 - narrow : 100), onLeased: Count);

        Assert.Equal((2, 3), (narrow, first.Count(one => one.Message.Lane == "wide")));

        void Count(LeasedMessage leased) => narrow += leased.Message.Lane == "narrow" ? 1 : 0;
    }

    [Fact]
    public async Task A_closed_lane_blocks_no_other_and_opens_when_told_so()
    {
        var open = false;
        LaneRoom Room(string lane) => new(lane == "closed" && !Volatile.Read(ref open) ? 0 : 100);
        await Queue.Enqueue([Message("1", "closed"), Message("2", "other")], Cancel);

        Assert.Equal(["2"], IdsOf(await LeaseAll(room: Room)));
        var waiting = Lease(room: Room);
        await Queue.Enqueue([Message("3", "closed")], Cancel);
        Assert.False(waiting.IsCompleted);
        Volatile.Write(ref open, true);
        Queue.RoomChanged();

        var leased = (await waiting).ToList();
        leased.AddRange(leased.Count < 2 ? await Lease(room: Room) : []);
        Assert.Equal(["1", "3"], IdsOf(leased));
    }

    [Fact]
    public async Task A_lane_closed_until_a_time_opens_then()
    {
        var until = Time.GetUtcNow() + (3 * Minute);
        LaneRoom Room(string lane) => lane == "closed" && Time.GetUtcNow() < until ? new(0, until) : new(100);
        await Queue.Enqueue([Message("1", "closed"), Message("later", "closed", 60 * Minute)], Cancel);

        var leased = await Eventually.AdvanceUntil(Time, Minute / 2, Lease(room: Room));

        Assert.Equal(["1"], IdsOf(leased));
        Assert.True(Time.GetUtcNow() >= until);
    }

    [Fact]
    public async Task The_depth_tells_what_waits()
    {
        await Queue.Enqueue([Message("old", dueIn: -2 * Minute), Message("new", dueIn: -Minute)], Cancel);
        await Depth(new(2, 0, 0, 0, Time.GetUtcNow() - (2 * Minute)));
        await Queue.Enqueue([Message("later", dueIn: Minute), Message("much later", dueIn: 9 * Minute)], Cancel);
        await Depth(new(2, 2, 0, 0, Time.GetUtcNow() - (2 * Minute)));

        var leased = await LeaseAll(duration: 5 * Minute);
        await Depth(new(0, 2, 2, 0, null));
        Time.Advance(Minute);
        await Depth(new(1, 1, 2, 0, Time.GetUtcNow()));

        await Queue.DeadLetter(leased[0], "reason", Cancel);
        await Queue.RetryAt(leased[1], Time.GetUtcNow() + Minute, Cancel);
        await Depth(new(1, 2, 0, 1, Time.GetUtcNow()));
        Assert.Single(await LeaseAll(duration: 5 * Minute));
        Time.Advance(5 * Minute);
        await Depth(new(2, 1, 0, 1, Time.GetUtcNow() - (5 * Minute)));
    }

    private async Task Depth(QueueDepth expected)
    {
        var depth = await Queue.Depth(Cancel);
        await Eventually.Holds(async () => (depth = await Queue.Depth(Cancel)) == expected);
        Assert.Equal(expected, depth);
    }
}
