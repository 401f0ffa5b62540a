namespace Hub.Offline;

/// <summary>The clock of work on history: what is done for a row is done at the row's own time.</summary>
internal sealed class RowClock : TimeProvider
{
    private readonly AsyncLocal<DateTimeOffset?> row = new();

    public override DateTimeOffset GetUtcNow() => row.Value ?? base.GetUtcNow();

    /// <summary>From here on in this flow of work, and in none beside it.</summary>
    public void Set(DateTimeOffset? at) => row.Value = at;
}
