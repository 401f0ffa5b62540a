using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Tokens;
using Hub.Wire;

namespace Hub.Organizations;

/// <summary>An organization that was opened, with its first token, which nothing shows again.</summary>
internal sealed record OpenedOrganization(Organization Organization, DocumentVersion Version, string Token);

/// <summary>The hub's organizations, as its operator deals with them, by routes and by command. Every change is logged.</summary>
internal sealed partial class OrganizationBook(
    IStore store,
    OptimisticWriter writer,
    OrganizationOpening opening,
    RecordLimits limits,
    TimeProvider clock,
    ILogger<OrganizationBook> logger
)
{
    private const string FirstToken = "First token";

    private static readonly Query All = new() { Partition = Organization.Partition };

    public Task<Page<Organization>> List(Query query, CancellationToken cancellation) =>
        store.Query(
            Organization.Document,
            OrganizationId.Hub,
            query with
            {
                Partition = Organization.Partition,
            },
            cancellation
        );

    public ValueTask<Stored<Organization>?> Find(Guid id, CancellationToken cancellation) =>
        PlaceOf(id).Find(cancellation);

    public static Refusal Missing(object id) =>
        new(RefusalKind.NotFound, "organization_not_found", $"The hub has no organization {id}.");

    public Place<Organization> PlaceOf(Guid id) =>
        Place.Of(store, Organization.Document, OrganizationId.Hub, Organization.Partition, $"{id}", () => Missing(id));

    /// <summary>Opens an organization, once for each reservation.</summary>
    public async Task<(OpenedOrganization? Opened, Refusal? Refusal)> Open(
        string name,
        string? prefix,
        Reservation reservation,
        CancellationToken cancellation
    )
    {
        if (reservation.IsRepeat && await MadeBefore(reservation.Id, cancellation) is { } made)
            return (new(made.Value, made.Version, await NewFirstToken(made.Value.Id, cancellation)), null);
        prefix ??= Organization.PrefixOf(name)!;
        if (await IsTaken(prefix, cancellation))
            return (null, Taken(prefix));
        if (
            await limits.Check(
                RecordLimit.Organizations,
                Organization.Document,
                OrganizationId.Hub,
                All,
                cancellation
            ) is
            { } full
        )
            return (null, full);
        var organization = opening.Plan(name, prefix) with
        {
            Number = await FreeNumber(reservation.Id, cancellation),
            Reserved = reservation.Id,
        };
        await opening.AddDepartments(organization.Id, cancellation);
        var token = await opening.AddToken(organization.Id, FirstToken, TokenRepositories.Api.ReserveId, cancellation);
        if (await opening.Write(organization, cancellation) is not CommitResult.Done { Versions: [var version, ..] })
            return (null, Taken(prefix));
        Log.Opened(logger, organization.Id, name, prefix);
        return (new(organization, version, token), null);
    }

    public Task<Written<Organization>> Suspend(Place<Organization> place, CancellationToken cancellation) =>
        Change(place, one => one.Suspend(clock.Now()), Log.Suspended, cancellation);

    public Task<Written<Organization>> Resume(Place<Organization> place, CancellationToken cancellation) =>
        Change(place, static one => one.Resume(), Log.Resumed, cancellation);

    private async Task<Written<Organization>> Change(
        Place<Organization> place,
        Func<Organization, Organization> verb,
        Action<ILogger, OrganizationId, string> log,
        CancellationToken cancellation
    )
    {
        var isChange = false;
        var written = await writer.Change(
            place,
            stored =>
            {
                var next = verb(stored.Value);
                isChange = next != stored.Value;
                return Proposal.Put(Organization.Document, OrganizationId.Hub, stored, next);
            },
            cancellation
        );
        if (isChange && written is { IsRefused: false, Value: { } changed })
            log(logger, changed.Id, changed.Name);
        return written;
    }

    private async Task<bool> IsTaken(string prefix, CancellationToken cancellation) =>
        await One(Filter.Equal("prefix", FieldValue.Text(prefix)), cancellation) is not null;

    private Task<Stored<Organization>?> MadeBefore(long reserved, CancellationToken cancellation) =>
        One(Filter.Equal("reserved", FieldValue.Integer(reserved)), cancellation);

    /// <summary>The number that was reserved, or a later one where the organization that the hub began with has it.</summary>
    private async Task<long> FreeNumber(long reserved, CancellationToken cancellation)
    {
        var number = reserved;
        while (
            number == Organization.FirstNumber
            || await One(Filter.Equal("number", FieldValue.Integer(number)), cancellation) is not null
        )
            number = await store.NextId(OrganizationId.Hub, Organization.Counter, cancellation);
        return number;
    }

    private async Task<Stored<Organization>?> One(Filter filter, CancellationToken cancellation) =>
        (await List(new Query { Filter = filter, Limit = 1 }, cancellation)).Items is [var one, ..] ? one : null;

    /// <summary>Nobody has seen the token of a run that was cut short: another one takes its place.</summary>
    private async Task<string> NewFirstToken(OrganizationId organization, CancellationToken cancellation)
    {
        var first = new Query { Limit = 1 };
        foreach (
            var token in (await TokenRepositories.Api.List(store, organization, first, cancellation)).Items.Where(one =>
                one.Value.Name == FirstToken
            )
        )
            await store.Commit(
                new Commit(OrganizationId.Hub, token.Partition)
                {
                    Changes = [new Delete(ApiToken.Document, token.Id, Expected.At(token.Version))],
                },
                cancellation
            );
        return await opening.AddToken(organization, FirstToken, TokenRepositories.Api.ReserveId, cancellation);
    }

    private static Refusal Taken(string prefix) =>
        Refusal.Conflict("prefix_taken", $"Another organization has the prefix {prefix}; give this one its own.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The operator opened the organization {Organization} {Name} ({Prefix})")]
        public static partial void Opened(ILogger logger, OrganizationId organization, string name, string prefix);

        [LoggerMessage(
            LogLevel.Warning,
            "The operator suspended the organization {Organization} {Name}: its tokens are refused, its deliveries wait"
        )]
        public static partial void Suspended(ILogger logger, OrganizationId organization, string name);

        [LoggerMessage(LogLevel.Warning, "The operator resumed the organization {Organization} {Name}")]
        public static partial void Resumed(ILogger logger, OrganizationId organization, string name);
    }
}
