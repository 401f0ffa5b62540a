using Hub.Ports.Store;

namespace Hub.Scim.Groups;

/// <summary>
/// How long a change goes on that finds a member just changed by somebody else. From the second try on, all of an
/// organization's that met such a conflict go one after the other, so that each gets through.
/// </summary>
internal sealed class ConflictRetry(KeyedLock crowd, string organization) : IDisposable
{
    private const int MostAttempts = 50;

    private IDisposable? turn;
    private int attempts;

    public async ValueTask<bool> IsLeft(CancellationToken cancellation)
    {
        if (++attempts > MostAttempts)
            return false;
        turn ??= await crowd.Take(organization, cancellation);
        return true;
    }

    public void Dispose() => turn?.Dispose();
}
