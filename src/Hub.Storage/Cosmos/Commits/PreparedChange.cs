using System.Buffers;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Commits;

/// <summary>A change with its item written, and what was found in its place where that matters.</summary>
internal sealed class PreparedChange
{
    private PreparedChange(Change change, int index, DocumentFields? fields, byte[]? item, int weight)
    {
        Change = change;
        Index = index;
        Fields = fields;
        Item = item;
        Weight = weight;
        ItemId = Documents.ItemId.Document(change.Type, change.Id);
    }

    public Change Change { get; }

    public int Index { get; }

    /// <summary>Absent for a deletion, as is the item.</summary>
    public DocumentFields? Fields { get; }

    public byte[]? Item { get; }

    public int Weight { get; }

    public string ItemId { get; }

    /// <summary>Unique values must be released, and a deletion of nothing is nothing: both need a look first.</summary>
    public bool NeedsLook =>
        Change.IsDeletion
            ? Change.Expected.What != Expected.Kind.Version || HasUnique
            : Change.Expected.What != Expected.Kind.Absent && HasUnique;

    /// <summary>What the look found; nothing also when there was none.</summary>
    public (string ETag, DocumentFields? Fields)? Found { get; set; }

    private bool HasUnique =>
        Change.Type.Fields.Any(static declared => declared.Unique)
        || Change.Type.Arrays.Any(static declared => declared.Unique);

    public static PreparedChange Of(ItemPlace place, Change change, int index)
    {
        if (change.IsDeletion)
            return new(change, index, null, null, 0);
        var fields = change.ReadFields();
        var (item, body) = Write(place, change, fields);
        return new(change, index, fields, item, CommitLimits.Weigh(body, fields));
    }

    /// <summary>The item, and how many bytes of it are the body.</summary>
    private static (byte[] Item, int Body) Write(ItemPlace place, Change change, DocumentFields fields)
    {
        var body = 0L;
        var item = ItemWriter.Write(
            place,
            Documents.ItemId.Document(change.Type, change.Id),
            change.Type.Name,
            (change, fields),
            (writer, state) =>
            {
                writer.WriteString(ItemNames.Key, SortableText.Encode(state.change.Id));
                ItemWriter.WriteFields(writer, state.change.Type, state.fields);
                writer.WritePropertyName(ItemNames.Body);
                var start = writer.BytesCommitted + writer.BytesPending;
                state.change.WriteBody(writer);
                body = writer.BytesCommitted + writer.BytesPending - start;
            }
        );
        return (item, (int)body);
    }
}
