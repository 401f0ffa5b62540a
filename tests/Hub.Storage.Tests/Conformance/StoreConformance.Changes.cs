using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: documents that change, a field or a list at a time.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_document_is_found_by_what_it_has_become_and_not_by_what_it_was()
    {
        var one = new Sample("1")
        {
            Name = "a",
            Label = "X",
            Email = "a@x",
            Rank = 1,
            Weight = 1.5,
            Done = true,
            At = Noon,
            Tags = ["p", "q"],
            Parts = [new("k", 1), new("l", 2)],
        };
        Sample[] states =
        [
            one,
            one with
            {
                Name = "b",
            },
            one with
            {
                Name = "b",
                Rank = null,
                Padding = "more",
            },
            one with
            {
                Rank = 2,
                Weight = 2.5,
                Done = false,
            },
            one with
            {
                Tags = ["p"],
                Done = null,
            },
            one with
            {
                Tags = ["p", "q", "r"],
                At = Noon.AddSeconds(1),
            },
            one with
            {
                Tags = ["q", "p"],
                Parts = [new("k", 2), new("l", 1)],
            },
            one with
            {
                Tags = [],
                Parts = [],
                Label = "\u00fc",
            },
            one with
            {
                Parts = [new("k", null)],
                Email = null,
            },
            new Sample("1"),
            one,
        ];
        Filter[] filters =
        [
            .. new[] { "a", "b" }.Select(text => Filter.Equal("name", FieldValue.Text(text))),
            .. new[] { "x", "\u00fc" }.Select(text => Filter.Equal("label", FieldValue.Folded(text))),
            .. new[] { 1, 2 }.Select(rank => Filter.Equal("rank", FieldValue.Integer(rank))),
            .. new[] { 1.5, 2.5 }.Select(weight => Filter.Equal("weight", FieldValue.Number(weight))),
            .. new[] { true, false }.Select(done => Filter.Equal("done", FieldValue.Flag(done))),
            .. new[] { "p", "q", "r" }.Select(tag => Filter.Has("tags", tag)),
            .. new[] { 1, 2 }.Select(count => new Filter.Any(
                "parts",
                new Filter.And([
                    Filter.Equal("kind", FieldValue.Text("k")),
                    Filter.Equal("count", FieldValue.Integer(count)),
                ])
            )),
            new Filter.Present("email"),
            Filter.Equal("at", FieldValue.Instant(Noon)),
        ];
        await Write(states[^1]);
        foreach (var state in states)
        {
            Assert.IsType<CommitResult.Done>(await Commit(Put(state, Expected.Anything)));
            foreach (var filter in filters)
                Assert.Equal(Evaluator.Matches(SampleDocuments.Sample, state, filter) ? ["1"] : [], await Ids(filter));
        }
    }
}
