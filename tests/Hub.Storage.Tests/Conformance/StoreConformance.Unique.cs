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

    [Fact]
    public async Task An_element_of_a_unique_list_is_held_by_one_document_of_a_partition()
    {
        await Write(WithAliases("1", "a", "b", "b"));

        Assert.Equal(new CommitResult.Taken("sample", "aliases", "b"), await Commit(New(WithAliases("2", "c", "b"))));
        Assert.IsType<CommitResult.Done>(await Commit(New(WithAliases("2", "c", "B"))));
        var elsewhere = new Commit(Organization, "q") { Changes = [New(WithAliases("3", "a"))] };
        Assert.IsType<CommitResult.Done>(await Commit(elsewhere));
        await Engine.Restart();
        Assert.Equal(new CommitResult.Taken("sample", "aliases", "c"), await Commit(Put(WithAliases("1", "a", "c"))));
    }

    [Fact]
    public async Task Elements_of_a_unique_list_are_kept_given_back_and_handed_over()
    {
        await Commit(New(WithAliases("1", "a", "b")), New(WithAliases("2", "c")));

        Assert.IsType<CommitResult.Done>(await Commit(Put(WithAliases("1", "b", "a"))));
        Assert.IsType<CommitResult.Done>(await Commit(Put(WithAliases("1", "c")), Put(WithAliases("2", "a"))));
        Assert.IsType<CommitResult.Done>(await Commit(New(WithAliases("3", "b"))));
        Assert.IsType<CommitResult.Done>(await Commit(Delete("2", Expected.Anything), New(WithAliases("4", "a"))));
        Assert.Equal(
            new CommitResult.Taken("sample", "aliases", "d"),
            await Commit(New(WithAliases("5", "d")), New(WithAliases("6", "d")))
        );
        Assert.Equal(["1", "3", "4"], await Ids(Filter.All));
    }

    private static Sample WithAliases(string id, params string[] aliases) => new(id) { Aliases = aliases };

    private static CommitResult.Taken TakenEmail => new("sample", "email");

    private static Sample WithEmail(string id, string? email) => new(id) { Email = email };
}
