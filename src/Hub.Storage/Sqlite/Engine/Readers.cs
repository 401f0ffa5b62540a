using System.Collections.Concurrent;
using Hub.Domain.Organizations;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>Read-only connections, lent to one reader at a time; the one that came back last has its pages at hand.</summary>
internal sealed class Readers(string path) : IDisposable
{
    private readonly ConcurrentStack<Connection> idle = new();
    private readonly ReadTurns turns = new(Math.Max(4, 2 * Environment.ProcessorCount));

    public T Read<T>(Func<Connection, T> read) => Read(read, static (connection, read) => read(connection));

    /// <summary>Reads what may take long, when it is the organization's turn.</summary>
    public async Task<T> ReadInTurn<T>(
        OrganizationId organization,
        Func<Connection, T> read,
        CancellationToken cancellation
    )
    {
        using var place = await turns.Take(organization, cancellation);
        return Read(read, cancellation);
    }

    /// <summary>Reads what may take long; given up when nobody waits for it any more.</summary>
    public T Read<T>(Func<Connection, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Read((read, cancellation), static (connection, work) =>
            {
                connection.EndWith(work.cancellation);
                var answer = work.read(connection);
                connection.EndWith(CancellationToken.None);
                return answer;
            });
        }
        catch (StorageException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    public T Read<T, TState>(TState state, Func<Connection, TState, T> read)
    {
        if (!idle.TryPop(out var connection))
            connection = Connection.OpenReader(path);
        T answer;
        try
        {
            answer = read(connection, state);
        }
        catch
        {
            // It may be halfway through a statement, and would go on seeing the file as it is now.
            connection.Dispose();
            throw;
        }
        idle.Push(connection);
        return answer;
    }

    public void Dispose()
    {
        while (idle.TryPop(out var connection))
            connection.Dispose();
        turns.Dispose();
    }
}
