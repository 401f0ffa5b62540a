using System.Diagnostics;

namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>
/// A link of the SDK, replaced when it falls silent. When a connection breaks while a session is being opened on it, the
/// AMQP library may leave that session open on the dead connection: the SDK would ask there for ever, and never be answered.
/// </summary>
/// <param name="patience">How long an answer is waited for: what fails sooner is an answer, and the link as good as before.</param>
internal sealed class Link<TLink>(Func<TLink> open, Func<TLink, Task> close, TimeSpan patience)
    where TLink : class
{
    private TLink current = open();

    public async Task<T> Use<T>(Func<TLink, Task<T>> ask)
    {
        var used = Volatile.Read(ref current);
        var asked = Stopwatch.GetTimestamp();
        try
        {
            return await ask(used);
        }
        catch (Exception silence) when (Failure.IsSilence(silence) && Stopwatch.GetElapsedTime(asked) >= patience / 2)
        {
            // Nobody waits for the farewell to a link that does not answer.
            _ = Replace(used);
            throw;
        }
    }

    public Task Use(Func<TLink, Task> ask) =>
        Use<object?>(async link =>
        {
            await ask(link);
            return null;
        });

    /// <summary>Goes on with a new one. What waits on the one before ends.</summary>
    public Task Replace() => Replace(Volatile.Read(ref current));

    /// <summary>Whoever else found it silent may have been first.</summary>
    private Task Replace(TLink silent) =>
        ReferenceEquals(Volatile.Read(ref current), silent)
        && Interlocked.CompareExchange(ref current, open(), silent) == silent
            ? close(silent)
            : Task.CompletedTask;
}
