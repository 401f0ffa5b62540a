using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: unique fields.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_unique_value_is_held_by_one_document_of_a_partition()
    {
        await Write(WithEmail("1", "a@example.org"));

        Assert.Equal(TakenEmail, await Commit(New(WithEmail("2", "a@example.org"))));
        var elsewhere = new Commit(Organization, "q") { Changes = [New(WithEmail("2", "a@example.org"))] };
        Assert.IsType<CommitResult.Done>(await Commit(elsewhere));
    }

    [Fact]
    public async Task Unique_text_is_compared_as_its_field_is()
    {
        await Write(new Sample("1") { Email = "Ä@example.org", Serial = "a" });

        Assert.Equal(TakenEmail, await Commit(New(WithEmail("2", "ä@EXAMPLE.org"))));
        Assert.IsType<CommitResult.Done>(await Commit(New(new Sample("3") { Serial = "A" })));
    }

    [Fact]
    public async Task An_absent_value_is_held_by_nobody()
    {
        await Write(new Sample("1"));
        Assert.IsType<CommitResult.Done>(await Commit(New(new Sample("2"))));
    }

    [Fact]
    public async Task A_document_keeps_its_own_unique_value()
    {
        await Write(WithEmail("1", "a@example.org"));
        Assert.IsType<CommitResult.Done>(await Commit(Put(WithEmail("1", "A@example.org") with { Name = "changed" })));
    }

    [Fact]
    public async Task Two_documents_of_one_commit_cannot_take_the_same_value()
    {
        Assert.Equal(TakenEmail, await Commit(New(WithEmail("1", "a@x.org")), New(WithEmail("2", "A@x.org"))));
        Assert.Empty(await Ids(Filter.All));
    }

    [Fact]
    public async Task Documents_swap_unique_values_within_a_commit()
    {
        await Commit(New(WithEmail("1", "a@x.org")), New(WithEmail("2", "b@x.org")));

        Assert.IsType<CommitResult.Done>(await Commit(Put(WithEmail("1", "b@x.org")), Put(WithEmail("2", "a@x.org"))));

        Assert.Equal(TakenEmail, await Commit(New(WithEmail("3", "a@x.org"))));
        Assert.Equal(TakenEmail, await Commit(New(WithEmail("3", "b@x.org"))));
    }

    [Fact]
    public async Task A_value_is_handed_over_within_a_commit()
    {
        await Commit(New(WithEmail("1", "a@x.org")), New(WithEmail("2", "b@x.org")));

        Assert.IsType<CommitResult.Done>(await Commit(Delete("1", Expected.Anything), New(WithEmail("3", "a@x.org"))));
        Assert.IsType<CommitResult.Done>(await Commit(New(WithEmail("4", "b@x.org")), Put(WithEmail("2", "c@x.org"))));

        Assert.Equal(["2", "3", "4"], await Ids(Filter.All));
    }

    [Fact]
    public async Task A_value_is_free_once_its_document_is_deleted_or_has_another()
    {
        await Commit(New(WithEmail("1", "a@x.org")), New(WithEmail("2", "b@x.org")));
        await Commit(Delete("1", Expected.Anything));
        await Commit(Put(WithEmail("2", null)));

        Assert.IsType<CommitResult.Done>(await Commit(New(WithEmail("3", "a@x.org")), New(WithEmail("4", "b@x.org"))));
    }

    [Fact]
    public async Task Unique_values_hold_across_a_restart()
    {
        await Write(WithEmail("1", "a@x.org"));
        await Engine.Restart();
        Assert.Equal(TakenEmail, await Commit(New(WithEmail("2", "a@x.org"))));
    }

    private static CommitResult.Taken TakenEmail => new("sample", "email");

    private static Sample WithEmail(string id, string? email) => new(id) { Email = email };
}
