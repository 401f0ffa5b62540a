using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Resources;

/// <summary>What the routes of a resource do: load, decide, commit, reply.</summary>
internal sealed class ResourceHandlers<T, TNew, TEdit, TShown>(Resource<T, TNew, TEdit, TShown> resource)
    where T : class
    where TNew : class
    where TEdit : class
    where TShown : class
{
    private readonly IRepository<T> records = resource.Repository;
    private readonly ListQuery lists = new(
        resource.Names,
        resource.Repository.Number,
        resource.Filters,
        resource.Sorts
    );

    public ListQuery Lists => lists;

    public async Task<Results<Ok<Many<TShown>>, Refused>> List(
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var errors = new FieldErrors();
        var (paging, query) = lists.Read(http.Request.Query, errors);
        if (errors.Any)
            return new Refused(errors);
        var page = await records.List(store, caller.Organization.Id, query, cancellation);
        return paging.TooLarge(page) is { } tooLarge ? tooLarge : TypedResults.Ok(paging.Answer(page, resource.Show));
    }

    public async Task<Results<Ok<One<TShown>>, StatusCodeHttpResult, Refused>> Get(
        long id,
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (await records.Find(store, caller.Organization.Id, id, cancellation) is not { } stored)
            return new Refused(Missing(id));
        http.SetETag(stored.Version);
        return http.HasAlready(stored.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new One<TShown>(resource.Show(stored.Value)));
    }

    public async Task<Results<Created<One<TShown>>, Refused>> Create(
        Body<TNew> body,
        Caller caller,
        IStore store,
        References references,
        RecordLimits limits,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var value = resource.CheckNew?.Invoke(body.Value, body.Errors) ?? body.Value;
        await references.Check(body, organization, cancellation);
        await references.Check(resource.NamesIds(value), body.Errors, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var reservation = await Reservation.Of(http, store, organization, records.ReserveId);
        if (resource.Limit is { } limit && !reservation.IsRepeat)
            if (await limits.Check(limit, records, organization, cancellation) is { } full)
                return new Refused(full);
        var now = clock.Now();
        var decision = resource.New!(value, new Origin(reservation.Id, caller, now));
        if (decision.IsRefused)
            return new Refused(decision.Refusal);
        var created = Tell(resource.Kind.Lifecycle?.Created, decision.State, caller, now);
        var commit = records.Put(organization, decision.State, Expected.Absent) with
        {
            Events = [.. decision.Events, .. created],
        };
        return await store.Commit(commit, cancellation) switch
        {
            CommitResult.Done done => Created(reservation.Id, decision.State, done.Versions[0], address, http),
            // A run that was cut short has created it: that record is the answer.
            CommitResult.Exists
                when await records.Find(store, organization, reservation.Id, cancellation) is { } made => Created(
                reservation.Id,
                made.Value,
                made.Version,
                address,
                http
            ),
            var result => new Refused(Blocked(result)),
        };
    }

    public async Task<Results<Ok<One<TShown>>, Refused>> Update(
        long id,
        Body<TEdit> body,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        References references,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var value = resource.CheckEdit?.Invoke(body.Value, body.Errors) ?? body.Value;
        await references.Check(body, organization, cancellation);
        await references.Check(resource.NamesIds(value), body.Errors, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var now = clock.Now();
        var written = await writer.Change(
            Place(store, organization, id).AsAskedBy(http),
            stored => Proposal.Put(records.Type, records.OwnerOf(organization), stored, Decide(stored.Value)),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Obstacle is { } obstacle ? Blocked(obstacle) : written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(new One<TShown>(resource.Show(written.Value)));

        Decision<T> Decide(T before)
        {
            var decision = resource.Edit!(before, value, now);
            return decision.IsRefused || decision.State.Equals(before)
                ? decision
                : Decision<T>.Accept(
                    decision.State,
                    [.. decision.Events, .. Tell(resource.Kind.Lifecycle?.Updated, decision.State, caller, now, before)]
                );
        }
    }

    public async Task<Results<NoContent, Refused>> Delete(
        long id,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var written = await writer.Change(
            Place(store, organization, id).AsAskedBy(http),
            async stored =>
                await InUse(store, organization, id, cancellation) is { } inUse
                    ? inUse
                    : Proposal.Delete(
                        records.Type,
                        records.OwnerOf(organization),
                        stored,
                        Tell(resource.Kind.Lifecycle?.Deleted, stored.Value, caller, clock.Now())
                    ),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    private Place<T> Place(IStore store, OrganizationId organization, long id) =>
        records.PlaceOf(store, organization, id, () => Missing(id));

    private Refusal Missing(long id) => Refusal.NotFound(resource.Kind.Name, id);

    /// <summary>Why nothing was written, with the field at fault called as clients know it.</summary>
    private Refusal Blocked(CommitResult result) =>
        result is CommitResult.Taken taken
            ? (taken with { Field = resource.FieldNames.GetValueOrDefault(taken.Field, taken.Field) }).ToRefusal()
            : result.ToRefusal();

    private async ValueTask<Refusal?> InUse(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        foreach (var user in resource.KeptBy)
        {
            var query = new Query { Filter = Filter.Equal(user.Field, FieldValue.Integer(id)), Limit = 1 };
            if (await user.IsAny(store, organization, query, cancellation))
                return Refusal.Conflict($"{resource.Kind.Name}_in_use", user.Reason);
        }
        return null;
    }

    /// <summary>The fact's event; none for a kind that nobody is told of.</summary>
    private IReadOnlyList<HubEvent> Tell(Fact? fact, T record, Caller caller, DateTimeOffset now, T? before = null) =>
        fact is null
            ? []
            :
            [
                HubEvent.Of(fact, caller.Organization.Id, records.AddressOf(record).Partition, caller.Actor, now) with
                {
                    Subject = resource.Kind.Of(record),
                    Changes = before is null ? null : resource.Kind.Differences(before, record),
                },
            ];

    private Created<One<TShown>> Created(
        long id,
        T record,
        DocumentVersion version,
        PublicAddress address,
        HttpContext http
    )
    {
        http.SetETag(version);
        return TypedResults.Created(
            address.Of(http, $"{resource.Root}/{resource.Plural}/{id}"),
            new One<TShown>(resource.Show(record))
        );
    }
}
