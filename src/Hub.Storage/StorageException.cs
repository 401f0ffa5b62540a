namespace Hub.Storage;

/// <summary>The store could not do what was asked: an outage, never an answer.</summary>
public sealed class StorageException : IOException
{
    public StorageException(string message, int code = 0)
        : base(message) => Code = code;

    public StorageException(string message, Exception inner)
        : base(message, inner) { }

    /// <summary>The engine's code for it: SQLite's result code, Cosmos DB's status; 0 when it was not the engine's doing.</summary>
    public int Code { get; init; }
}
