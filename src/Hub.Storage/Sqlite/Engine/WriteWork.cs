namespace Hub.Storage.Sqlite.Engine;

/// <summary>A piece of work for the writer: runs inside its transaction, is told when that is durable.</summary>
internal abstract class WriteWork
{
    /// <summary>May run again, alone, when another piece of the same batch failed.</summary>
    public abstract void Execute(Connection connection);

    /// <summary>Whose it is: where more waits than one commit takes, organizations take turns. The hub itself is one of them.</summary>
    public virtual Guid Owner => Guid.Empty;

    /// <summary>Bytes that it writes, roughly, where they may be many.</summary>
    public virtual int Size => 0;

    /// <summary>Only reads: runs between commits and waits for none.</summary>
    public virtual bool IsRead => false;

    /// <summary>On the writer's thread, in order, after the commit and before anyone is answered.</summary>
    public virtual void Committed() { }

    /// <summary>Answers whoever waits.</summary>
    public abstract void Answer();

    public abstract void Fail(Exception cause);
}

/// <summary>Work with an answer.</summary>
internal abstract class WriteWork<TAnswer> : WriteWork
{
    private readonly TaskCompletionSource<TAnswer> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TAnswer answer = default!;

    public Task<TAnswer> Task => completion.Task;

    public sealed override void Execute(Connection connection) => answer = Write(connection);

    public sealed override void Committed() => Publish(answer);

    public sealed override void Answer() => completion.TrySetResult(answer);

    public sealed override void Fail(Exception cause) => completion.TrySetException(cause);

    protected abstract TAnswer Write(Connection connection);

    /// <summary>Makes the commit known inside the process.</summary>
    protected virtual void Publish(TAnswer answer) { }
}
