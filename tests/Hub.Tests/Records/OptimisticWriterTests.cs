using Hub.Domain;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Records;

public sealed class OptimisticWriterTests : IAsyncLifetime
{
    private const long Id = 9;
    private static readonly OrganizationId Organization = new(Guid.CreateVersion7());

    private HubHost hub = null!;

    private IStore Store => hub.Store;

    private OptimisticWriter Writer => hub.App.Services.GetRequiredService<OptimisticWriter>();

    private Place<Department> Place =>
        new(
            Organization,
            Department.Kind.Partition,
            cancellation => Departments.Records.Find(Store, Organization, Id, cancellation),
            () => Refusal.NotFound("department", Id)
        );

    public async ValueTask InitializeAsync() => hub = await HubHost.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task Writers_that_meet_all_get_through_and_none_loses_anothers_change()
    {
        await Create();

        var written = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(Count)));

        Assert.All(written, one => Assert.Null(one.Refusal));
        Assert.Equal(60, written.Select(one => one.Version).Distinct().Count());
        Assert.Equal("60", (await Read()).Value.Description);
    }

    [Fact]
    public async Task A_writer_that_is_overtaken_at_every_try_is_refused_in_the_end()
    {
        await Create();
        var tries = 0;

        var written = await Writer.Change(
            Place,
            async stored =>
            {
                tries++;
                await Overtake(stored);
                return Counted(stored);
            },
            default
        );

        Assert.Equal(OptimisticWriter.MostTries, tries);
        Assert.Equal((RefusalKind.Conflict, "changed_meanwhile"), (written.Refusal!.Kind, written.Refusal.Code));
        Assert.IsType<CommitResult.Stale>(written.Obstacle);
        Assert.Equal("overtaken", (await Read()).Value.Description);
    }

    [Fact]
    public async Task A_writer_that_is_overtaken_decides_anew_on_what_is_there_then()
    {
        await Create();
        var seen = new List<string?>();

        var written = await Writer.Change(
            Place,
            async stored =>
            {
                seen.Add(stored.Value.Description);
                if (seen.Count == 1)
                    await Overtake(stored);
                return Proposal.Put(Department.Kind.Document, Organization, stored, Named(stored, "Second"));
            },
            default
        );

        Assert.Equal(["0", "overtaken"], seen);
        Assert.Equal(new("Second", "overtaken"), (written.Value!.Name, written.Value.Description));
        Assert.Equal(written.Version, (await Read()).Version);
    }

    [Fact]
    public async Task A_step_of_its_own_that_was_overtaken_is_tried_anew_with_the_rest()
    {
        var tries = 0;

        var written = await Writer.Write(
            Organization,
            Department.Kind.Partition,
            _ => new ValueTask<Proposal<string>>(
                ++tries < 3
                    ? Proposal<string>.Blocked(new CommitResult.Stale("department", "one"))
                    : Proposal<string>.Keep("done")
            ),
            default
        );

        Assert.Equal((3, "done"), (tries, written.Value));
        Assert.False(written.IsRefused);
    }

    [Fact]
    public async Task Only_an_overtaken_writer_tries_again()
    {
        var tries = 0;

        var written = await Writer.Write(
            Organization,
            Department.Kind.Partition,
            _ =>
            {
                tries++;
                return new ValueTask<Proposal<string>>(
                    Proposal<string>.Blocked(new CommitResult.Taken("department", "name"))
                );
            },
            default
        );

        Assert.Equal((1, "name_taken"), (tries, written.Refusal!.Code));
    }

    [Fact]
    public async Task What_is_not_there_is_answered_as_the_place_says()
    {
        var written = await Count();

        Assert.Equal("department_not_found", written.Refusal!.Code);
        Assert.Null(written.Obstacle);
    }

    [Fact]
    public async Task A_version_that_is_not_meant_is_left_alone()
    {
        await Create();
        var stale = new Refusal(RefusalKind.Stale, "precondition_failed", "Another version.");
        var meant = (await Read()).Version;
        var place = Place with { Condition = version => version == meant ? null : stale };

        Assert.False((await Writer.Change(place, Counted, default)).IsRefused);
        Assert.Same(stale, (await Writer.Change(place, Counted, default)).Refusal);
        Assert.Equal("1", (await Read()).Value.Description);
    }

    [Fact]
    public async Task A_condition_holds_at_every_try_not_at_the_first_alone()
    {
        await Create();
        var stale = new Refusal(RefusalKind.Stale, "precondition_failed", "Another version.");
        var meant = (await Read()).Version;
        var place = Place with { Condition = version => version == meant ? null : stale };

        var written = await Writer.Change(
            place,
            async stored =>
            {
                await Overtake(stored);
                return Counted(stored);
            },
            default
        );

        Assert.Same(stale, written.Refusal);
    }

    [Fact]
    public async Task What_is_so_already_is_not_written()
    {
        await Create();
        var before = await Read();

        var written = await Writer.Change(
            Place,
            stored => Proposal.Put(Department.Kind.Document, Organization, stored, Named(stored, stored.Value.Name)),
            default
        );

        Assert.Equal((before.Value, before.Version), (written.Value, written.Version));
        Assert.Equal(before.Version, (await Read()).Version);
    }

    [Fact]
    public async Task A_refused_verb_writes_nothing()
    {
        await Create();
        var before = await Read();
        var refusal = Refusal.Conflict("closed", "It is closed.");

        var written = await Writer.Change(
            Place,
            stored => Proposal.Put<Department>(Department.Kind.Document, Organization, stored, refusal),
            default
        );

        Assert.Same(refusal, written.Refusal);
        Assert.Equal(before.Version, (await Read()).Version);
    }

    [Fact]
    public async Task A_document_is_deleted_at_the_version_that_was_decided_on()
    {
        await Create();

        var written = await Writer.Change(
            Place,
            stored => Proposal.Delete(Department.Kind.Document, Organization, stored),
            default
        );

        Assert.False(written.IsRefused);
        Assert.Null(await Departments.Records.Find(Store, Organization, Id, default));
    }

    [Fact]
    public async Task Whoever_leaves_while_waiting_for_a_turn_lets_the_others_go_on()
    {
        await Create();
        using var leaving = new CancellationTokenSource();
        var (isIn, mayGo) = (new TaskCompletionSource(), new TaskCompletionSource());
        var tries = 0;
        var holder = Writer.Change(
            Place,
            async stored =>
            {
                if (++tries == 1)
                    await Overtake(stored);
                else
                {
                    isIn.TrySetResult();
                    await mayGo.Task;
                }
                return Counted(stored);
            },
            default
        );
        await isIn.Task;

        var waiting = Writer.Change(
            Place,
            async stored =>
            {
                await Overtake(stored);
                return Counted(stored);
            },
            leaving.Token
        );
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        mayGo.SetResult();

        Assert.False((await holder).IsRefused);
        Assert.False((await Count()).IsRefused);
    }

    private Task<Written<Department>> Count() => Writer.Change(Place, Counted, default);

    private static Proposal<Department> Counted(Stored<Department> stored)
    {
        var count = int.TryParse(stored.Value.Description, out var number) ? number + 1 : 1;
        return Proposal.Put(
            Department.Kind.Document,
            Organization,
            stored,
            Decision<Department>.Accept(stored.Value with { Description = $"{count}" })
        );
    }

    private static Decision<Department> Named(Stored<Department> stored, string name) =>
        Decision<Department>.Accept(stored.Value with { Name = name });

    /// <summary>Somebody else is first.</summary>
    private Task<CommitResult> Overtake(Stored<Department> stored) =>
        Write(stored.Value with { Description = "overtaken" }, Expected.At(stored.Version));

    private Task<CommitResult> Create() => Write(Departments.Of(Id, "First", "0"), Expected.Anything);

    private Task<CommitResult> Write(Department department, Expected expected) =>
        Store.Commit(Departments.Write(Organization, department, expected), default);

    private async Task<Stored<Department>> Read() =>
        (await Departments.Records.Find(Store, Organization, Id, default))!;
}
