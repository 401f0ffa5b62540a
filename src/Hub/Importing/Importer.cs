using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Idempotency;
using Hub.Offline;
using Hub.Ports.Store;

namespace Hub.Importing;

/// <summary>What became of a row.</summary>
/// <param name="IsAsItStood">Nothing is left to do: a ticket has come to where it stood.</param>
internal readonly record struct RowResult(bool IsMade, string? Refusal, bool IsAsItStood = true)
{
    public static readonly RowResult Made = new(true, null);
}

/// <summary>
/// Makes records of rows, each by its route and at its own time. What stands in the store says how far an import has come: run
/// again, it passes over what is done.
/// </summary>
internal sealed class Importer(OfflineHub hub, Organization organization, ImportSettings settings)
{
    /// <summary>Rows under way at once: the store writes what comes together in one step.</summary>
    public const int ChunkSize = 256;

    private const int MarksPerCommit = 50;

    private readonly Caller caller = hub.CallerOf(organization);
    private readonly NameBook names = new();
    private readonly HashSet<string> seenTickets = [];

    /// <summary>How many tickets have been brought to where they stood.</summary>
    public long Moved { get; private set; }

    /// <summary>Whether there are tickets that are to be brought there still, when their replies are in.</summary>
    public bool HasLeftSome { get; private set; }

    /// <summary>The tickets that replies are still to come to: a closed one takes none.</summary>
    public required IReadOnlySet<string> Awaiting { get; init; }

    public RowMapping MappingOf(ImportKind kind) => new(settings.Map, kind, names);

    public Task LoadNames(CancellationToken cancellation) => names.Load(hub.Api, caller, cancellation);

    /// <summary>Makes what the rows say, in whatever order but for replies of one ticket.</summary>
    public async Task<RowResult[]> Make(ImportKind kind, IReadOnlyList<MappedRow> rows, CancellationToken cancellation)
    {
        var marks = await Marks(kind, rows, cancellation);
        var results = new RowResult[rows.Count];
        var first = new HashSet<string>(StringComparer.Ordinal);
        var (todo, done) = (new List<int>(), new List<int>());
        for (var at = 0; at < rows.Count; at++)
            if (rows[at].Fault is { } fault)
                results[at] = new(false, fault);
            else if (!first.Add(rows[at].ExternalId))
                results[at] = new(false, $"external_id: Another line has {rows[at].ExternalId} too.");
            else if (marks[at] is not { IsDone: true })
                todo.Add(at);
        var fresh = todo.Where(at => marks[at] is null).ToHashSet();
        foreach (var at in fresh)
            marks[at] = new(await hub.Api.Reserve(kind.Path, caller, cancellation), IsDone: false);
        await Write(kind, [.. fresh.Select(at => (rows[at], marks[at]!))], Expected.Absent, cancellation);

        await Task.WhenAll(
            todo.GroupBy(at => kind.IsOfTicket ? rows[at].Ticket ?? "" : rows[at].ExternalId)
                .Select(group =>
                    Task.Run(
                        async () =>
                        {
                            foreach (var at in group.OrderBy(at => rows[at].CreatedAt))
                                results[at] = await MakeOne(
                                    kind,
                                    rows[at],
                                    marks[at]!.Number,
                                    !fresh.Contains(at),
                                    cancellation
                                );
                        },
                        cancellation
                    )
                )
        );
        var finished = todo.Where(at => results[at] is { IsMade: true, IsAsItStood: true }).ToList();
        Moved += finished.Count(at => IsToMove(kind, rows[at]));
        HasLeftSome |= todo.Any(at => results[at] is { IsMade: true, IsAsItStood: false });
        await Write(
            kind,
            [.. finished.Select(at => (rows[at], marks[at]! with { IsDone = true }))],
            Expected.Anything,
            cancellation
        );
        if (kind.HasStatus)
            seenTickets.UnionWith(todo.Where(at => results[at].IsMade).Select(at => rows[at].ExternalId));
        return results;
    }

    /// <summary>Brings tickets to where they came to stand, when all their replies are there.</summary>
    public async Task<RowResult[]> Move(ImportKind kind, IReadOnlyList<MappedRow> rows, CancellationToken cancellation)
    {
        var marks = await Marks(kind, rows, cancellation);
        var results = new RowResult[rows.Count];
        var todo = Enumerable
            .Range(0, rows.Count)
            .Where(at => rows[at].Fault is null && IsToMove(kind, rows[at]))
            .Where(at => marks[at] is { IsDone: false } || (settings.IsDryRun && marks[at] is null))
            .DistinctBy(at => rows[at].ExternalId)
            .ToList();
        if (!settings.IsDryRun)
            await Task.WhenAll(
                todo.Select(at =>
                    Task.Run(
                        async () => results[at] = await MoveOne(rows[at], marks[at]!.Number, cancellation),
                        cancellation
                    )
                )
            );
        Moved += todo.Count(at => results[at].IsMade);
        await Write(
            kind,
            [.. todo.Where(at => results[at].IsMade).Select(at => (rows[at], marks[at]! with { IsDone = true }))],
            Expected.Anything,
            cancellation
        );
        return results;
    }

    private static bool IsToMove(ImportKind kind, MappedRow row) =>
        kind.HasStatus && row.Status is not (null or "open");

    private async Task<RowResult> MakeOne(
        ImportKind kind,
        MappedRow row,
        long number,
        bool isRepeat,
        CancellationToken cancellation
    )
    {
        long? ticket = null;
        if (kind.IsOfTicket)
        {
            if (row.Ticket is null)
                return new(false, "ticket_id: Must be given.");
            if (settings.IsDryRun && seenTickets.Contains(row.Ticket))
                return RowResult.Made;
            ticket = (await Mark("tickets", row.Ticket, cancellation))?.Number;
            if (ticket is null)
                return new(false, $"ticket_id: No ticket {row.Ticket} was imported.");
        }
        var (who, body) = kind.IsOfTicket ? AuthorOf(row.Body) : (caller, row.Body);
        if (!kind.HasStatus || isRepeat || settings.IsDryRun)
            return await Post();
        var (result, written) = await hub.Store.Together(
            organization.Id,
            Domain.Tickets.Ticket.PartitionOf(number),
            PostAndMove,
            cancellation
        );
        return written is null or CommitResult.Done ? result : new(false, written.ToRefusal().Message);

        async Task<RowResult> Post()
        {
            hub.Clock.Set(row.CreatedAt);
            var answer = await hub.Api.Send(
                "POST",
                kind.Path,
                who,
                body,
                ticket,
                reservation: new Reservation(number, isRepeat),
                cancellation: cancellation
            );
            return answer.IsDone ? new(true, null, IsAsItStood: !IsToMove(kind, row)) : new(false, answer.Problem);
        }

        async Task<RowResult> PostAndMove()
        {
            var made = await Post();
            return made.IsAsItStood || Awaiting.Contains(row.ExternalId) ? made
                : await MoveOne(row, number, cancellation) is { IsMade: true } ? RowResult.Made
                : made;
        }
    }

    /// <summary>A reply by the address of an agent is the agent's; all others are by people.</summary>
    private (Caller Who, JsonObject Body) AuthorOf(JsonObject body)
    {
        if (
            RowMapping.TextOf(body["author_email"]) is not { } email
            || names.Find("/api/v1/users", email) is not { } agent
        )
            return (caller, body);
        var own = body.DeepClone().AsObject();
        own.Remove("author_email");
        own.Remove("author_name");
        return (
            hub.CallerOf(organization, new Actor("agent", $"{agent}", RowMapping.TextOf(body["author_name"]) ?? email)),
            own
        );
    }

    private async Task<RowResult> MoveOne(MappedRow row, long ticket, CancellationToken cancellation)
    {
        var at = row.UpdatedAt ?? row.ClosedAt ?? row.ResolvedAt ?? row.CreatedAt;
        if (row is { Status: "closed", ResolvedAt: { } resolved })
            await Put("resolved", resolved);
        var answer = await Put(
            row.Status!,
            row.Status switch
            {
                "closed" => row.ClosedAt ?? at,
                "resolved" => row.ResolvedAt ?? at,
                _ => at,
            }
        );
        return answer.IsDone ? RowResult.Made : new(false, answer.Problem);

        Task<OwnAnswer> Put(string status, DateTimeOffset? when)
        {
            hub.Clock.Set(when);
            return hub.Api.Send(
                "PUT",
                "/api/v1/tickets/{id}",
                caller,
                new JsonObject { ["status"] = status },
                ticket,
                cancellation: cancellation
            );
        }
    }

    private async Task<ImportedRow?[]> Marks(
        ImportKind kind,
        IReadOnlyList<MappedRow> rows,
        CancellationToken cancellation
    ) =>
        await Task.WhenAll(
            rows.Select(row =>
                row.Fault is null ? Mark(kind.Name, row.ExternalId, cancellation) : Task.FromResult<ImportedRow?>(null)
            )
        );

    private async Task<ImportedRow?> Mark(string kind, string externalId, CancellationToken cancellation) =>
        (
            await hub.Store.Get(
                ImportedRow.Document,
                organization.Id,
                ImportedRow.PartitionOf(settings.Source, kind),
                ImportedRow.KeyOf(externalId),
                cancellation
            )
        )?.Value;

    private async Task Write(
        ImportKind kind,
        IReadOnlyList<(MappedRow Row, ImportedRow Mark)> marks,
        Expected expected,
        CancellationToken cancellation
    )
    {
        hub.Clock.Set(null);
        var partition = ImportedRow.PartitionOf(settings.Source, kind.Name);
        var written = await Task.WhenAll(
            marks
                .Chunk(MarksPerCommit)
                .Select(some =>
                    hub.Store.Commit(
                        new Commit(organization.Id, partition)
                        {
                            Changes =
                            [
                                .. some.Select(one => new Put<ImportedRow>(
                                    ImportedRow.Document,
                                    ImportedRow.KeyOf(one.Row.ExternalId),
                                    one.Mark,
                                    expected
                                )),
                            ],
                        },
                        cancellation
                    )
                )
        );
        if (written.FirstOrDefault(result => result is not CommitResult.Done) is { } obstacle)
            throw new StartRefusedException($"Another import of the same rows seems to be running: {obstacle}.");
    }
}
