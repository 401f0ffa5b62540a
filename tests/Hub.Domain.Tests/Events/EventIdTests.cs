using Hub.Domain.Events;
using Hub.Domain.Tests.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Events;

/// <summary>Alone: the counter behind the millisecond is the process's, and other tests make events too.</summary>
[CollectionDefinition(nameof(EventIdTests), DisableParallelization = true)]
[Collection(nameof(EventIdTests))]
public sealed class EventIdTests
{
    [Fact]
    public void Ids_of_one_millisecond_sort_in_the_order_they_were_made()
    {
        var at = Some.Then.AddYears(30);

        var ids = Enumerable.Range(0, 1000).Select(_ => EventIds.Next(at)).ToList();

        Assert.Equal(ids.OrderBy(id => id.ToString(), StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Clocks_that_take_turns_keep_the_order_of_each()
    {
        var (early, late) = (Some.Then.AddYears(31), Some.Then.AddYears(31).AddMilliseconds(1));

        var ids = Enumerable
            .Range(0, 1000)
            .Select(_ => (Early: EventIds.Next(early), Late: EventIds.Next(late)))
            .ToList();

        foreach (var those in new[] { ids.Select(pair => pair.Early), ids.Select(pair => pair.Late) })
            Assert.Equal(those.OrderBy(id => id.ToString(), StringComparer.Ordinal), those);
    }

    [Fact]
    public void An_id_says_its_time_and_version()
    {
        var id = EventIds.Next(Some.Then);

        Assert.Equal((7, 8), (id.Version, id.Variant & 0xC));
        Assert.StartsWith(Guid.CreateVersion7(Some.Then).ToString()[..13], id.ToString());
    }
}
