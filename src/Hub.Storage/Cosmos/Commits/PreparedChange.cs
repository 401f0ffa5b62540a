using System.Buffers;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Commits;

/// <summary>A change with its item written, and what was found in its place where that matters.</summary>
internal sealed class PreparedChange
{
    private PreparedChange(Change change, int index, DocumentFields? fields, byte[]? item, int size)
    {
        Change = change;
        Index = index;
        Fields = fields;
        Item = item;
        Size = size;
        ItemId = Documents.ItemId.Document(change.Type, change.Id);
    }

    public Change Change { get; }

    public int Index { get; }

    /// <summary>Absent for a deletion, as is the item.</summary>
    public DocumentFields? Fields { get; }

    public byte[]? Item { get; }

    /// <summary>Bytes of the body; none of a deletion.</summary>
    public int Size { get; }

    public int Weight => Fields is null ? 0 : CommitLimits.Weigh(Size, Fields);

    /// <summary>Bytes that it adds to what the organization has stored, or takes away from it.</summary>
    public long Growth =>
        Change.IsDeletion && NeedsLook && Found is null
            ? 0
            : Size - ItemVersion.SizeOf(Found?.Version ?? Change.Expected.Version) + Change.BlobBytes;

    public string ItemId { get; }

    /// <summary>
    /// Unique values must be released, a deletion of nothing is nothing, and the size of what is replaced must be known: each
    /// needs a look first.
    /// </summary>
    public bool NeedsLook =>
        Change.Expected.What switch
        {
            Expected.Kind.Anything => true,
            Expected.Kind.Version => HasUnique,
            _ => Change.IsDeletion,
        };

    /// <summary>What the look found; nothing also when there was none.</summary>
    public (DocumentVersion Version, DocumentFields? Fields)? Found { get; set; }

    /// <summary>Of what the look found.</summary>
    public string? ETag => Found is { } found ? ItemVersion.ETag(found.Version) : null;

    private bool HasUnique =>
        Change.Type.Fields.Any(static declared => declared.Unique)
        || Change.Type.Arrays.Any(static declared => declared.Unique);

    public static PreparedChange Of(ItemPlace place, Change change, int index)
    {
        if (change.IsDeletion)
            return new(change, index, null, null, 0);
        var fields = change.ReadFields();
        var (item, size) = Write(place, change, fields);
        return new(change, index, fields, item, size);
    }

    /// <summary>The item, and how many bytes of it are the body.</summary>
    private static (byte[] Item, int Size) Write(ItemPlace place, Change change, DocumentFields fields)
    {
        var size = 0;
        var item = ItemWriter.Write(
            place,
            Documents.ItemId.Document(change.Type, change.Id),
            change.Type.Name,
            (change, fields),
            (writer, state) =>
            {
                writer.WriteString(ItemNames.Key, SortableText.Encode(state.change.Id));
                ItemWriter.WriteFields(writer, state.change.Type, state.fields);
                size = ItemWriter.WriteBody(writer, state.change, static (body, change) => change.WriteBody(body));
            }
        );
        return (item, size);
    }
}
