namespace Hub.Storage.Sqlite.Engine;

/// <summary>
/// Numbers for the writer to mark writes with. None is given twice, so that a document that was deleted and made again
/// is not taken for the old one: the upper half counts how often the file was opened, the lower what was written since.
/// </summary>
internal sealed class Versions(long opened)
{
    private long last = opened << 32;

    public static Versions Open(Connection connection)
    {
        var count = connection.Prepare(
            "INSERT INTO meta VALUES ('opened', 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value"
        );
        count.Step();
        var opened = count.Long(0);
        count.Rewind();
        return new Versions(opened);
    }

    /// <summary>On the writer's thread.</summary>
    public long Next() => ++last;
}
