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

/// <summary>What handlers of resources work with.</summary>
internal sealed record ResourceServices(
    IStore Store,
    OptimisticWriter Writer,
    References References,
    RecordLimits Limits,
    TimeProvider Clock,
    PublicAddress Address
);

/// <summary>What the routes of a resource do: load, decide, commit, reply.</summary>
internal sealed class ResourceHandlers<T, TNew, TEdit, TShown>(
    Resource<T, TNew, TEdit, TShown> resource,
    Lazy<ResourceServices> services
) : IResourceHandlers
    where T : class
    where TNew : class
    where TEdit : class
    where TShown : class
{
    private readonly IRepository<T> records = resource.Repository;
    private readonly ListQuery lists = new(
        resource.Names,
        resource.Repository.Number,
        resource.Trash is { } kept ? [.. resource.Filters, kept.Filter(resource.Names.Many)] : resource.Filters,
        resource.Sorts,
        resource.IsNewestFirst
    );

    /// <summary>For who shows the records elsewhere than at the resource's routes.</summary>
    public ResourceHandlers(Resource<T, TNew, TEdit, TShown> resource, ResourceServices services)
        : this(resource, new Lazy<ResourceServices>(services)) { }

    public ListQuery Lists => lists;

    private IStore Store => services.Value.Store;

    private TimeProvider Clock => services.Value.Clock;

    public async Task<IResult> List(ResourceCall call, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var (paging, query) = lists.Read(call.Http.Request.Query, errors);
        if (errors.Any)
            return new Refused(errors);
        var page = await records.List(Store, call.Organization, query, cancellation);
        return paging.Answer(page, resource.Show);
    }

    public async Task<IResult> Get(long id, ResourceCall call, CancellationToken cancellation)
    {
        if (await records.Find(Store, call.Organization, id, cancellation) is not { } stored)
            return new Refused(Missing(id));
        return call.Http.Show(stored.Version, resource.Show(stored.Value));
    }

    public async Task<IResult> Create(IBody given, ResourceCall call, CancellationToken cancellation)
    {
        var organization = call.Organization;
        var body = (Body<TNew>)given;
        var value = await Check(body, resource.CheckNew, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var reservation = await Reservation.Of(call.Http, Store, organization, records.ReserveId);
        if (resource.Limit is { } limit && !reservation.IsRepeat)
            if (await services.Value.Limits.Check(limit, records, organization, cancellation) is { } full)
                return new Refused(full);
        var now = Clock.Now();
        var decision = resource.New!(value, new Origin(reservation.Id, call.Caller, now));
        if (decision.IsRefused)
            return new Refused(decision.Refusal);
        var created = Tell(resource.CreatedAs ?? resource.Kind.Lifecycle?.Created, decision.State, call.Caller, now);
        var put = records.Put(organization, decision.State, Expected.Absent);
        var commit = put with
        {
            Changes = [.. put.Changes, .. resource.Beside(null, decision.State, call.Caller)],
            Events = [.. decision.Events, .. created],
            Timers = resource.Timers(null, decision.State, call.Caller, now),
        };
        var written = await services.Value.Writer.Write(
            commit.Organization,
            commit.Partition,
            async cancellation =>
                await resource.Guard(Store, organization, null, decision.State, cancellation) is var guard
                && guard.IsRefused
                    ? guard.Refusal
                    : Proposal<T>.Write(decision.State, commit with { Changes = [.. commit.Changes, .. guard.State] }),
            cancellation
        );
        // A run that was cut short has created it: that record is the answer.
        if (
            written.Obstacle is CommitResult.Exists
            && await records.Find(Store, organization, reservation.Id, cancellation) is { } made
        )
            return Created(reservation.Id, made.Value, made.Version, body, call.Http);
        return written.IsRefused
            ? Refused(written)
            : Created(reservation.Id, decision.State, written.Version, body, call.Http);
    }

    public async Task<IResult> Update(long id, IBody given, ResourceCall call, CancellationToken cancellation)
    {
        var organization = call.Organization;
        var body = (Body<TEdit>)given;
        var value = await Check(body, resource.CheckEdit, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var now = Clock.Now();
        var written = await services.Value.Writer.Change(
            Place(organization, id).AsAskedBy(call.Http),
            async stored =>
            {
                var decision = Decide(stored.Value);
                if (decision.IsRefused)
                    return decision.Refusal;
                var guard = await resource.Guard(Store, organization, stored.Value, decision.State, cancellation);
                return guard.IsRefused
                    ? guard.Refusal
                    : Proposal.Put(
                        records.Type,
                        records.OwnerOf(organization),
                        stored,
                        decision,
                        next => [.. resource.Beside(stored.Value, next, call.Caller), .. guard.State],
                        next => resource.Timers(stored.Value, next, call.Caller, now)
                    );
            },
            cancellation
        );
        if (written.IsRefused)
            return Refused(written);
        call.Http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(resource.Show(written.Value)));

        Decision<T> Decide(T before)
        {
            var decision = resource.Edit!(before, value, now);
            return decision.IsRefused || decision.State.Equals(before)
                ? decision
                : Decision<T>.Accept(
                    decision.State,
                    [
                        .. decision.Events,
                        .. Tell(resource.Kind.Lifecycle?.Updated, decision.State, call.Caller, now, before),
                    ]
                );
        }
    }

    public async Task<IResult> Delete(long id, ResourceCall call, CancellationToken cancellation)
    {
        var organization = call.Organization;
        var written = await services.Value.Writer.Change(
            Place(organization, id).AsAskedBy(call.Http),
            async stored =>
            {
                var guard = await resource.Guard(Store, organization, stored.Value, null, cancellation);
                if (guard.IsRefused)
                    return guard.Refusal;
                return await InUse(organization, id, cancellation) is { } inUse ? inUse : Gone(stored, guard.State);
            },
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();

        Proposal<T> Gone(Stored<T> stored, IReadOnlyList<Change> guarded)
        {
            var now = Clock.Now();
            var told = resource.IsToldAlready(stored.Value)
                ? []
                : Tell(resource.Kind.Lifecycle?.Deleted, stored.Value, call.Caller, now);
            IReadOnlyList<Change> beside = [.. resource.Beside(stored.Value, null, call.Caller), .. guarded];
            var timers = resource.Timers(stored.Value, null, call.Caller, now);
            var owner = records.OwnerOf(organization);
            return resource.Trash is { } trash
                ? Proposal.Put(
                    records.Type,
                    owner,
                    stored,
                    Decision<T>.Accept(trash.PutIn(stored.Value, now), told),
                    _ => beside,
                    _ => timers
                )
                : Proposal.Delete(records.Type, owner, stored, told, beside, timers);
        }
    }

    public async ValueTask<IBody> Read(HttpContext http, bool isNew) =>
        isNew ? (await Body<TNew>.Read(http))! : (await Body<TEdit>.Read(http))!;

    public IBody Make(byte[] json, IServiceProvider provider, bool isNew) =>
        isNew ? Body<TNew>.Of(json, provider) : Body<TEdit>.Of(json, provider);

    /// <summary>Looks up what the body names and adds what does not hold to its errors; answers what it comes to.</summary>
    private async ValueTask<TBody> Check<TBody>(
        Body<TBody> body,
        Func<TBody, FieldErrors, TBody>? check,
        OrganizationId organization,
        CancellationToken cancellation
    )
        where TBody : class
    {
        var value = check?.Invoke(body.Value, body.Errors) ?? body.Value;
        await services.Value.References.Check(body, organization, cancellation);
        await services.Value.References.Check(resource.NamesIds(value), body.Errors, organization, cancellation);
        await resource.CheckStored(value, body.Errors, organization, cancellation);
        return value;
    }

    private Place<T> Place(OrganizationId organization, long id) =>
        records.PlaceOf(Store, organization, id, () => Missing(id));

    private Refusal Missing(long id) => Refusal.NotFound(resource.Kind.Name, id);

    private Refused Refused(Written<T> written) =>
        new(written.Obstacle is { } obstacle ? Blocked(obstacle) : written.Refusal!);

    /// <summary>Why nothing was written, with the field at fault called as clients know it.</summary>
    private Refusal Blocked(CommitResult result) =>
        result is CommitResult.Taken taken
            ? (taken with { Field = resource.FieldNames.GetValueOrDefault(taken.Field, taken.Field) }).ToRefusal()
            : result.ToRefusal();

    private async ValueTask<Refusal?> InUse(OrganizationId organization, long id, CancellationToken cancellation)
    {
        foreach (var user in resource.KeptBy)
        {
            var query = new Query { Filter = user.Names(id), Limit = 1 };
            if (await user.IsAny(Store, organization, query, cancellation))
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

    private Created<One<TShown>> Created(long id, T record, DocumentVersion version, Body<TNew> body, HttpContext http)
    {
        http.SetETag(version);
        return TypedResults.Created(
            services.Value.Address.Of(http, $"{resource.Root}/{resource.Plural}/{id}"),
            body.Answer(resource.Show(record))
        );
    }
}
