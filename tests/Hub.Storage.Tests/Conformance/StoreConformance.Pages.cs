using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: order, pages and counts.</summary>
public abstract partial class StoreConformance
{
    private static readonly IReadOnlyList<Sort>[] Sorts =
    [
        [],
        [new("rank")],
        [new("rank", Descending: true)],
        [new("name")],
        [new("label", Descending: true)],
        [new("weight")],
        [new("done"), new("at", Descending: true)],
        [new("done", Descending: true), new("name"), new("rank", Descending: true)],
    ];

    [Fact]
    public async Task An_absent_value_is_the_greatest()
    {
        await Write([new("1") { Rank = 2 }, new("2"), new("3") { Rank = 1 }, new("4")]);

        Assert.Equal(["3", "1", "2", "4"], await Ids(new Query { Sort = [new("rank")] }));
        Assert.Equal(["4", "2", "1", "3"], await Ids(new Query { Sort = [new("rank", Descending: true)] }));
    }

    [Fact]
    public async Task Several_sort_keys_order_one_after_the_other()
    {
        await Write(Population);
        foreach (var sort in Sorts)
            Assert.Equal(Reference.Sorted(Population, sort), await Ids(new Query { Sort = sort, Limit = 100 }));
    }

    [Fact]
    public async Task Cursors_cover_everything_exactly_once_in_both_directions()
    {
        await Write(Population);
        foreach (var sort in Sorts)
        foreach (var limit in new[] { 1, 3, Population.Length, 100 })
            Assert.Equal(Reference.Sorted(Population, sort), await Walk(new Query { Sort = sort, Limit = limit }));
    }

    [Fact]
    public async Task A_cursor_keeps_its_place_while_documents_come_and_go()
    {
        foreach (var sort in Sorts)
        {
            await Write(Population);
            var page = await Query(new Query { Sort = sort, Limit = 4 });
            var last = page.Items[^1];
            var late = Population.Select(sample => sample with { Id = $"{sample.Id}2", Tags = ["late"] }).ToArray();
            await Commit(Delete(last.Id, Expected.Anything));
            await Write(late);

            var rest = Population.Concat(late).Where(sample => Reference.Compare(sample, last.Value, sort) > 0);

            Assert.Equal(
                Reference.Sorted(rest, sort),
                await Ids(
                    new Query
                    {
                        Sort = sort,
                        After = page.Next,
                        Limit = 99,
                    }
                )
            );
            await Commit([.. late.Select(sample => Delete(sample.Id, Expected.Anything))]);
        }
    }

    [Fact]
    public async Task The_last_page_has_no_next()
    {
        await Write([new("1"), new("2"), new("3")]);

        Assert.Null((await Query(new Query { Limit = 3 })).Next);
        Assert.NotNull((await Query(new Query { Limit = 2 })).Next);
        Assert.Null((await Query(new Query { Filter = Filter.None })).Next);
    }

    [Fact]
    public async Task An_offset_passes_over_documents_and_a_cursor_outranks_it()
    {
        await Write(Enumerable.Range(0, 9).Select(n => new Sample($"{n}")));

        Assert.Equal(["3", "4"], await Ids(new Query { Offset = 3, Limit = 2 }));
        Assert.Empty(await Ids(new Query { Offset = 9 }));
        Assert.Empty(await Ids(new Query { Offset = int.MaxValue }));
        Assert.Empty(await Ids(new Query { Offset = int.MaxValue, Sort = [new Sort("rank")] }));
        var next = (await Query(new Query { Limit = 2 })).Next;
        Assert.Equal(
            ["2", "3"],
            await Ids(
                new Query
                {
                    Offset = 5,
                    Limit = 2,
                    After = next,
                }
            )
        );
    }

    [Fact]
    public async Task A_count_is_of_everything_that_matches()
    {
        await Write(Population);
        var seven = Filter.Equal("rank", FieldValue.Integer(7));

        var page = await Query(
            new Query
            {
                Filter = seven,
                Limit = 1,
                Count = true,
            }
        );
        Assert.Equal((1, 2L), (page.Items.Count, page.Total));
        page = await Query(
            new Query
            {
                Filter = seven,
                Limit = 1,
                Count = true,
                After = page.Next,
            }
        );
        Assert.Equal((1, 2L), (page.Items.Count, page.Total));
        page = await Query(
            new Query
            {
                Filter = seven,
                Limit = 0,
                Count = true,
            }
        );
        Assert.Equal((0, 2L), (page.Items.Count, page.Total));
        Assert.Null(page.Next);
        Assert.Null((await Query(new Query { Filter = seven })).Total);
    }
}
