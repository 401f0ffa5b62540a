using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Offline;

/// <summary>
/// Commits to one partition that are written as one: a record that was made, moved on and closed long ago is stored as it came to
/// stand, with its whole history. Whoever reads its documents meanwhile finds them as they are to be.
/// </summary>
internal sealed class GatheredCommits(OrganizationId organization, string partition)
{
    private readonly Dictionary<(DocumentType Type, string Id), (Change Change, DocumentVersion Version)> documents =
    [];
    private readonly List<(DocumentType Type, string Id)> order = [];
    private readonly List<HubEvent> events = [];
    private readonly List<QueueMessage> timers = [];
    private int version;

    /// <summary>All of them; nothing when there was none.</summary>
    public Commit? Together =>
        order.Count == 0
            ? null
            : new Commit(organization, partition)
            {
                Changes = [.. order.Select(key => documents[key].Change)],
                Events = events,
                Timers = timers,
            };

    public bool Concerns(OrganizationId where, string part) => where == organization && part == partition;

    public bool TryGet<T>(DocumentType<T> type, string id, [NotNullWhen(true)] out Stored<T>? found)
        where T : class
    {
        found =
            documents.TryGetValue((type, id), out var known) && known.Change is Put<T> put
                ? new Stored<T>(partition, id, put.Value, known.Version)
                : null;
        return found is not null;
    }

    /// <summary>Takes a commit in. What its documents should be at is checked against those that were taken in before.</summary>
    public CommitResult Add(Commit commit)
    {
        foreach (var change in commit.Changes)
            if (documents.TryGetValue((change.Type, change.Id), out var known))
            {
                if (change.Expected.What == Expected.Kind.Absent)
                    return new CommitResult.Exists(change.Type.Name, change.Id);
                if (change.Expected.What == Expected.Kind.Version && change.Expected.Version != known.Version)
                    return new CommitResult.Stale(change.Type.Name, change.Id);
            }
        events.AddRange(commit.Events);
        timers.AddRange(commit.Timers);
        return new CommitResult.Done([.. commit.Changes.Select(Add)]);
    }

    private DocumentVersion Add(Change change)
    {
        var key = (change.Type, change.Id);
        var next = new DocumentVersion(string.Create(CultureInfo.InvariantCulture, $"gathered-{++version}"));
        if (documents.TryGetValue(key, out var known))
            documents[key] = (change.Under(known.Change.Expected), next);
        else
        {
            order.Add(key);
            documents[key] = (change, next);
        }
        return next;
    }
}
