using System.Collections.Concurrent;
using Hub.LocalCloud.ServiceBus.Injection;
using Microsoft.Azure.Amqp;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>The AMQP connections that are open.</summary>
internal sealed class Peers
{
    private readonly ConcurrentDictionary<AmqpConnection, Peer> open = [];
    private readonly ConcurrentDictionary<TaskCompletionSource, int> waiting = [];

    public int Count => open.Count;

    public Peer Add(AmqpConnection connection)
    {
        var peer = open.GetOrAdd(connection, one => new Peer(one));
        connection.SafeAddClosed(
            (_, _) =>
            {
                open.TryRemove(connection, out _);
                Notify();
            }
        );
        Notify();
        return peer;
    }

    public Task WaitFor(int count)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[met] = count;
        Notify();
        return met.Task;
    }

    public Peer Of(AmqpConnection connection) => open.GetValueOrDefault(connection) ?? Add(connection);

    /// <summary>Breaks what is open, without waiting for an operation.</summary>
    public void Strike(Fault fault)
    {
        foreach (var peer in open.Values)
        {
            switch (fault.Kind)
            {
                case FaultKind.Drop:
                    peer.Connection.Abort();
                    break;
                case FaultKind.CloseConnection:
                    peer.Connection.SafeClose(fault.ToException());
                    break;
                default:
                    foreach (var link in peer.Links.Keys)
                    {
                        fault.Break(link);
                    }

                    break;
            }
        }
    }

    private void Notify()
    {
        foreach (var (met, count) in waiting)
        {
            if (count == open.Count && met.TrySetResult())
            {
                waiting.TryRemove(met, out _);
            }
        }
    }
}
