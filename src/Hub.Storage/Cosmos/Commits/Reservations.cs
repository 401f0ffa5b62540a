using Hub.Domain.Documents;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Commits;

/// <summary>
/// Unique values as items of the same partition whose id is the value: the batch that writes a document takes and gives
/// back its values, so two documents can never hold one. Worked out over all changes of a commit, so that documents can
/// hand values to each other.
/// </summary>
internal sealed class Reservations
{
    private readonly ItemPlace place;
    private readonly Dictionary<string, string> released = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> claimed = new(StringComparer.Ordinal);

    public Reservations(ItemPlace place, IReadOnlyList<PreparedChange> changes)
    {
        this.place = place;
        foreach (var change in changes)
        foreach (var one in Values(change.Change.Type, change.Found?.Fields))
            released[one.Id] = change.ItemId;
    }

    /// <summary>The steps that take a change's values, or the refusal when another change of the commit takes one too.</summary>
    public (List<BatchStep> Steps, CommitResult.Taken? Refusal) Claim(PreparedChange change)
    {
        var steps = new List<BatchStep>();
        foreach (var (field, element, id) in Values(change.Change.Type, change.Fields).DistinctBy(static one => one.Id))
        {
            var taken = new CommitResult.Taken(change.Change.Type.Name, field, element);
            if (!claimed.TryAdd(id, change.ItemId))
                return (steps, taken);
            if (!released.TryGetValue(id, out var holder))
                steps.Add(new(StepKind.Create, id, Write(id, change), null, new StepConflict.Refusal(taken)));
            else if (holder != change.ItemId)
                steps.Add(new(StepKind.Upsert, id, Write(id, change), null, StepConflict.Moved.Instance));
        }
        return (steps, null);
    }

    /// <summary>After all claims: what nobody holds any more.</summary>
    /// <param name="unreserved">What turned out to have no reservation.</param>
    public IEnumerable<BatchStep> Release(IReadOnlySet<string> unreserved) =>
        released
            .Keys.Where(id => !claimed.ContainsKey(id) && !unreserved.Contains(id))
            .Select(id => new BatchStep(StepKind.Delete, id, null, null, new StepConflict.Unreserved(id)));

    private static IEnumerable<(string Field, string? Element, string Id)> Values(
        DocumentType type,
        DocumentFields? fields
    )
    {
        if (fields is null)
            yield break;
        for (var index = 0; index < type.Fields.Count; index++)
            if (type.Fields[index] is { Unique: true, Name: var name })
                if (fields.Values[index] is { IsPresent: true } value)
                    yield return (name, null, ItemId.Reservation(type, name, value));
        for (var index = 0; index < type.Arrays.Count; index++)
            if (type.Arrays[index] is { Unique: true, Name: var name })
                foreach (var element in fields.Arrays[index])
                    yield return (name, element[0].AsText, ItemId.Reservation(type, name, element[0]));
    }

    private byte[] Write(string id, PreparedChange change) =>
        ItemWriter.Write(place, id, ItemNames.ReservationType, change.ItemId, static (writer, holder) =>
            writer.WriteString("holder", holder)
        );
}
