using System.Text.Json.Nodes;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static Hub.Contracts.InbentaCalls;

namespace Hub.Contracts;

/// <summary>Events come as a list, together as far as a short time and a hundred of them allow.</summary>
public sealed class InbentaBatches
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_happens_within_a_second_comes_in_one_list_in_its_order()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await Receiver();
        await hub.Admin.Subscribe("queue", receiver.Url);
        var queues = await NewQueues(hub, 3);
        await Waiting(hub, 3);

        hub.Advance(Second - TimeSpan.FromMilliseconds(1));
        Assert.Empty(receiver.Lists());
        await Drain(hub, Second);

        Assert.Equal(queues, IdsOf(Assert.Single(receiver.Lists())));
    }

    [Fact]
    public async Task The_time_is_a_setting()
    {
        var window = TimeSpan.FromMilliseconds(200);
        await using var hub = await TimedHub.Start("--Delivery:BatchWindow=00:00:00.200");
        await using var receiver = await Receiver();
        await hub.Admin.Subscribe("queue", receiver.Url);
        var queues = await NewQueues(hub, 2);
        await Waiting(hub, 2);

        hub.Advance(window - TimeSpan.FromMilliseconds(1));
        Assert.Empty(receiver.Lists());
        hub.Advance(TimeSpan.FromMilliseconds(1));

        await receiver.EventsUntil(2);
        Assert.Equal(queues, IdsOf(Assert.Single(receiver.Lists())));
    }

    [Fact]
    public async Task A_single_event_is_a_list_of_one()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await Receiver();
        await hub.Admin.Subscribe("queue", receiver.Url);
        var queues = await NewQueues(hub, 1);
        await Waiting(hub, 1);

        await Drain(hub, Second);

        Assert.Equal(queues, IdsOf(Assert.Single(receiver.Lists())));
    }

    [Fact]
    public async Task A_list_has_a_hundred_at_most_and_the_order_goes_on_in_the_next()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await Receiver();
        await hub.Admin.Subscribe("queue", receiver.Url);
        var queues = await NewQueues(hub, 105);
        await Waiting(hub, 105);

        await Drain(hub, Second);

        Assert.Equal([100, 5], receiver.Lists().Select(list => list.Count));
        Assert.Equal(queues, receiver.Lists().SelectMany(IdsOf));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receiver_that_fails_half_way_gets_the_same_list_again_and_nothing_twice_after_that(
        bool breaksOff
    )
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await Receiver();
        await hub.Admin.Subscribe("queue", receiver.Url);
        var failures = 1;
        receiver.Answer = (hook, http) =>
        {
            if (ChallengeOf(hook) is null && Interlocked.Decrement(ref failures) >= 0)
            {
                if (breaksOff)
                    http.Abort();
                else
                    http.Response.StatusCode = 503;
                return Task.CompletedTask;
            }
            return Echo(hook, http);
        };
        var queues = await NewQueues(hub, 5);
        await Waiting(hub, 5);
        await Drain(hub, Second);
        await hub.Settled();

        hub.Advance(TimeSpan.FromMinutes(1));
        await Drain(hub, Second);
        var more = await NewQueues(hub, 1, from: 5);
        await Waiting(hub, 1);
        await Drain(hub, Second);

        Assert.Equal([queues, queues, more], receiver.Lists().Select(IdsOf));
    }

    private static async Task<List<long>> NewQueues(TimedHub hub, int count, int from = 0)
    {
        var queues = new List<long>();
        while (queues.Count < count)
            queues.Add(await hub.Admin.Make("/v1/queues", new { name = $"Queue {from + queues.Count}" }));
        return queues;
    }

    private static List<long> IdsOf(JsonArray list) => [.. list.Select(one => (long)one!["id"]!)];

    /// <summary>So many messages are on the queue, which is a step behind the log.</summary>
    private static Task<QueueDepth> Waiting(TimedHub hub, int count) =>
        Wait.For(() => Depth(hub), depth => depth.Ready == count);

    /// <summary>Time passes for as long as messages wait and none is under way.</summary>
    private static Task<QueueDepth> Drain(TimedHub hub, TimeSpan step) =>
        Wait.For(
            async () =>
            {
                var depth = await Depth(hub);
                if (depth is { Ready: > 0, Leased: 0 })
                    hub.Advance(step);
                return depth;
            },
            depth => depth is { Ready: 0, Leased: 0 }
        );

    private static Task<QueueDepth> Depth(TimedHub hub) =>
        hub.Host.App.Services.GetRequiredService<IQueue>().Depth(CancellationToken.None);
}
