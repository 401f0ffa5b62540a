using System.Collections.Concurrent;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>Read-only connections, lent to one reader at a time.</summary>
internal sealed class Readers(string path) : IDisposable
{
    private readonly ConcurrentBag<Connection> idle = [];

    public T Read<T>(Func<Connection, T> read)
    {
        if (!idle.TryTake(out var connection))
            connection = Connection.OpenReader(path);
        try
        {
            return read(connection);
        }
        finally
        {
            idle.Add(connection);
        }
    }

    public T Read<T, TState>(TState state, Func<Connection, TState, T> read)
    {
        if (!idle.TryTake(out var connection))
            connection = Connection.OpenReader(path);
        try
        {
            return read(connection, state);
        }
        finally
        {
            idle.Add(connection);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }
}
