using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Transport;

namespace Hub.LocalCloud.ServiceBus.Listening;

/// <summary>AMQP over any pair of pipes: a socket's, a TLS stream's, a WebSocket's.</summary>
internal sealed class PipeTransport(IDuplexPipe pipe, Action reset, EndPoint? local, EndPoint? remote)
    : TransportBase("pipe")
{
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whoever opened the pipes may close them now.</summary>
    public Task Finished => finished.Task;

    public override string LocalEndPoint => $"{local}";

    public override string RemoteEndPoint => $"{remote}";

    public override void SetMonitor(ITransportMonitor usageMeter) { }

    public override bool WriteAsync(TransportAsyncCallbackArgs args)
    {
        if (args.Buffer is { } single)
        {
            pipe.Output.Write(single.AsSpan(args.Offset, args.Count));
        }
        else
        {
            foreach (var buffer in args.ByteBufferList)
            {
                pipe.Output.Write(buffer.Buffer.AsSpan(buffer.Offset, buffer.Length));
            }
        }

        var flush = pipe.Output.FlushAsync();
        return IsPending(flush, args, (_, callback) => callback.BytesTransfered = callback.Count);
    }

    public override bool ReadAsync(TransportAsyncCallbackArgs args) => IsPending(pipe.Input.ReadAsync(), args, Take);

    protected override bool CloseInternal()
    {
        pipe.Output.Complete();
        Finish();
        return true;
    }

    protected override void AbortInternal()
    {
        reset();
        Finish();
    }

    private void Finish()
    {
        pipe.Input.CancelPendingRead();
        finished.TrySetResult();
    }

    // No bytes: the other side has closed, or this one has.
    private void Take(ReadResult read, TransportAsyncCallbackArgs args)
    {
        var bytes = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, args.Count));
        bytes.CopyTo(args.Buffer.AsSpan(args.Offset, args.Count));
        args.BytesTransfered = (int)bytes.Length;
        pipe.Input.AdvanceTo(bytes.End);
    }

    private static bool IsPending<T>(
        ValueTask<T> work,
        TransportAsyncCallbackArgs args,
        Action<T, TransportAsyncCallbackArgs> done
    )
    {
        args.CompletedSynchronously = work.IsCompletedSuccessfully;
        if (args.CompletedSynchronously)
        {
            done(work.Result, args);
            return false;
        }

        _ = Later(work.AsTask(), args, done);
        return true;
    }

    private static async Task Later<T>(
        Task<T> work,
        TransportAsyncCallbackArgs args,
        Action<T, TransportAsyncCallbackArgs> done
    )
    {
        try
        {
            done(await work, args);
        }
        catch (Exception e)
        {
            // Whatever broke the pipe ends the connection.
            args.Exception = e;
        }

        args.CompletedCallback(args);
    }
}
