namespace Hub.Delivery.Egress;

/// <summary>The receiver sent more than one response may have.</summary>
internal sealed class ResponseTooLongException(long most)
    : IOException($"The receiver sent more than {most:N0} bytes in answer to one request.");

/// <summary>
/// Counts what a connection's socket reads in answer to one request, whatever TLS, chunks and compression make of it: empty
/// blocks and chunk extensions weigh nothing once they are decoded, but somebody reads and decodes them.
/// </summary>
internal sealed class ResponseMeter(long most)
{
    private long read;

    /// <summary>The next request is being written: what comes now answers that one.</summary>
    public void Restart() => Volatile.Write(ref read, 0);

    public void Add(int bytes)
    {
        if (Interlocked.Add(ref read, bytes) > most)
            throw new ResponseTooLongException(most);
    }
}
