using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Ports.Store;

/// <summary>
/// What a change comes to, once decided on what is stored: a commit that makes it so, nothing to do, a refusal, or an
/// obstacle that an earlier step of its own met.
/// </summary>
public readonly record struct Proposal<T>
{
    /// <summary>What there is after the commit, or already.</summary>
    public T? Value { get; private init; }

    /// <summary>The version of what is there already.</summary>
    public DocumentVersion Version { get; internal init; }

    public Commit? Commit { get; private init; }

    public Refusal? Refusal { get; private init; }

    public CommitResult? Obstacle { get; private init; }

    /// <summary>The commit makes it the value. The changed document comes first in it: its version is the answer's.</summary>
    public static Proposal<T> Write(T value, Commit commit) => new() { Value = value, Commit = commit };

    /// <summary>It is so already, or the proposal's own steps made it so.</summary>
    public static Proposal<T> Keep(T value, DocumentVersion version = default) =>
        new() { Value = value, Version = version };

    /// <summary>A step of its own wrote nothing. One that was <see cref="CommitResult.Stale"/> is tried anew.</summary>
    public static Proposal<T> Blocked(CommitResult obstacle) => new() { Obstacle = obstacle };

    public static implicit operator Proposal<T>(Refusal refusal) => new() { Refusal = refusal };
}

/// <summary>Proposals that change one document.</summary>
public static class Proposal
{
    /// <summary>The document as a verb decided; nothing to do when that is as it was.</summary>
    /// <param name="beside">What else is written in the same step.</param>
    /// <param name="timers">What the same step has the queue do.</param>
    public static Proposal<T> Put<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Stored<T> stored,
        Decision<T> decision,
        Func<T, IReadOnlyList<Change>>? beside = null,
        Func<T, IReadOnlyList<QueueMessage>>? timers = null
    )
        where T : class
    {
        if (decision.IsRefused)
            return decision.Refusal;
        if (decision.Events.Count == 0 && decision.State.Equals(stored.Value))
            return Proposal<T>.Keep(stored.Value, stored.Version);
        var put = new Put<T>(type, stored.Id, decision.State, Expected.At(stored.Version));
        var changes = (Change[])[put, .. beside?.Invoke(decision.State) ?? []];
        return Proposal<T>.Write(
            decision.State,
            Of(organization, stored, changes, decision.Events) with
            {
                Timers = timers?.Invoke(decision.State) ?? [],
            }
        );
    }

    /// <summary>The document gone.</summary>
    /// <param name="beside">What else goes in the same step.</param>
    /// <param name="timers">What the same step has the queue do.</param>
    public static Proposal<T> Delete<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Stored<T> stored,
        IReadOnlyList<HubEvent>? events = null,
        IReadOnlyList<Change>? beside = null,
        IReadOnlyList<QueueMessage>? timers = null
    )
        where T : class
    {
        var delete = new Delete(type, stored.Id, Expected.At(stored.Version));
        return Proposal<T>.Write(
            stored.Value,
            Of(organization, stored, [delete, .. beside ?? []], events ?? []) with
            {
                Timers = timers ?? [],
            }
        );
    }

    private static Commit Of<T>(
        OrganizationId organization,
        Stored<T> stored,
        IReadOnlyList<Change> changes,
        IReadOnlyList<HubEvent> events
    ) => new(organization, stored.Partition) { Changes = changes, Events = events };
}
