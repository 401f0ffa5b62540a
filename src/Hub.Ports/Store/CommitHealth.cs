namespace Hub.Ports.Store;

/// <summary>Whether the store takes what is written: it does not while the last write failed for an outage.</summary>
public sealed class CommitHealth
{
    private volatile string? problem;

    /// <summary>Why the last write failed; nothing when it did not.</summary>
    public string? Problem => problem;

    /// <param name="isWritten">A refusal that was found before anything was written says nothing of writing.</param>
    public async Task<T> Watch<T>(Func<Task<T>> write, Func<T, bool> isWritten)
    {
        try
        {
            var result = await write();
            if (problem is not null && isWritten(result))
                problem = null;
            return result;
        }
        catch (IOException outage)
        {
            problem = outage.Message;
            throw;
        }
    }
}
