namespace Hub.Storage.Sqlite.Engine;

/// <summary>The database could not do what was asked: an outage, never an answer.</summary>
public sealed class StorageException(string message, int code = 0) : IOException(message)
{
    /// <summary>SQLite's result code; 0 when it was not SQLite's doing.</summary>
    public int Code { get; } = code;
}
