using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>A piece of the test's own work on the writer's thread.</summary>
internal sealed class InjectedWork(Action<Connection> write, Action? publish = null, Guid owner = default, int size = 0)
    : WriteWork<bool>
{
    public override Guid Owner => owner;

    public override int Size => size;

    protected override bool Write(Connection connection)
    {
        write(connection);
        return true;
    }

    protected override void Publish(bool answer) => publish?.Invoke();
}

/// <summary>Holds the writer back while it lives, so that what is posted meanwhile shares one commit.</summary>
internal sealed class OneBatch : IDisposable
{
    private readonly ManualResetEventSlim released = new();

    public OneBatch(Writer writer)
    {
        using var entered = new ManualResetEventSlim();
        writer.Post(
            new InjectedWork(_ =>
            {
                entered.Set();
                released.Wait();
            })
        );
        entered.Wait();
    }

    public void Dispose() => released.Set();
}
