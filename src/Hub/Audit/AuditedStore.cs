using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Audit;

/// <summary>
/// The store, with an audit entry in each commit that administers something: both are written, or neither is. Everything that
/// is written goes through here, whoever writes it.
/// </summary>
internal sealed class AuditedStore(
    [FromKeyedServices(AuditedStore.Engine)] IStore engine,
    AuditedKinds kinds,
    TimeProvider clock
) : DelegatingStore(engine)
{
    public const string Engine = "engine";

    /// <summary>Of those that change with the subject, so many are named.</summary>
    private const int MostAlso = 100;

    private readonly AuditIds ids = new(clock);

    public override async Task<CommitResult> Commit(Commit commit, CancellationToken cancellation)
    {
        if (!Concerns(commit))
            return await base.Commit(commit, cancellation);
        while (true)
        {
            var (entry, stale) = await Describe(commit, cancellation);
            if (stale is not null)
                return stale;
            if (entry is null)
                return await base.Commit(commit, cancellation);
            var put = new Put<AuditEntry>(AuditEntry.Document, entry.Key, entry, Expected.Absent);
            var result = await base.Commit(commit with { Changes = [.. commit.Changes, put] }, cancellation);
            switch (result)
            {
                // Another hub had the same number at the same moment.
                case CommitResult.Exists { Type: var type } when type == AuditEntry.Document.Name:
                    continue;
                case CommitResult.Done done:
                    return new CommitResult.Done([.. done.Versions.Take(commit.Changes.Count)]);
                default:
                    return result;
            }
        }
    }

    private bool Concerns(Commit commit)
    {
        foreach (var change in commit.Changes)
            if (kinds.Of(change.Type) is not null)
                return true;
        return commit.Changes.Count == 0 && TestOf(commit) is not null;
    }

    private static HubEvent? TestOf(Commit commit) => commit.Events is [{ OnlyFor: not null } test] ? test : null;

    /// <summary>The first change that tells something is what was done; the others are named beside it.</summary>
    private async ValueTask<(AuditEntry? Entry, CommitResult? Stale)> Describe(
        Commit commit,
        CancellationToken cancellation
    )
    {
        if (TestOf(commit) is { OnlyFor: { } webhook } && commit.Changes.Count == 0)
            return (Entry("tested", new("webhook", $"{webhook}"), commit.Organization, [], []), null);
        AuditedAct? done = null;
        var also = new List<AuditSubject>();
        foreach (var change in commit.Changes)
        {
            if (kinds.Of(change.Type) is not { } kind)
                continue;
            var act = done is null ? await kind.Look(Inner, commit, change, cancellation) : default;
            if (act.IsStale)
                return (null, new CommitResult.Stale(change.Type.Name, change.Id));
            if (act.Action is not null)
                done = act;
            else if (also.Count < MostAlso && kind.SubjectOf(change) is { } beside)
                also.Add(beside);
        }
        return done is { } told
            ? (Entry(told.Action!, told.Subject!, told.Organization, told.Changes!, also), null)
            : (null, null);
    }

    private AuditEntry Entry(
        string action,
        AuditSubject subject,
        OrganizationId organization,
        IReadOnlyList<FieldChange> changes,
        IReadOnlyList<AuditSubject> also
    )
    {
        var (scope, now) = (AuditScope.Current, clock.Now());
        return new AuditEntry
        {
            Id = ids.Next(),
            Organization = organization,
            At = now,
            Action = action,
            Actor = scope.Actor,
            Address = scope.Address,
            Route = scope.Route,
            Subject = subject,
            Changes = changes,
            Also = also,
        };
    }
}
