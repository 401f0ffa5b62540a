namespace Hub.LocalCloud.Cosmos.State;

/// <summary>
/// A place in the natural order of a container: logical partition, document number, and row within the document where a
/// query makes several of one. It means the same before and after a split, as continuations must.
/// </summary>
internal readonly record struct Place(string Partition, ulong Number, int Row)
{
    public static readonly Place Start = new("", 0, 0);
}
