using Hub.Domain.Documents;
using Hub.Domain.Organizations;

namespace Hub.Ports.Store;

/// <summary>
/// The one loop in which what is stored changes: read, decide, commit, and anew when somebody else was first. From the
/// second try on, the writers of this process that met each other in a partition go one after the other, so that each
/// gets through. A proposal therefore starts no other change through here: it might wait for itself.
/// </summary>
public sealed class OptimisticWriter(IStore store)
{
    /// <summary>Each try that is lost let somebody else through, so only a crowd that never ends uses these up.</summary>
    public const int MostTries = 100;

    private readonly KeyedLock crowds = new();

    /// <summary>Changes a document that there is.</summary>
    /// <param name="decide">Is asked at each try, with the document as it is then.</param>
    public Task<Written<TOut>> Change<T, TOut>(
        Place<T> place,
        Func<Stored<T>, ValueTask<Proposal<TOut>>> decide,
        CancellationToken cancellation
    ) =>
        Write(
            place.Organization,
            place.Partition,
            async cancellation =>
            {
                if (await place.Find(cancellation) is not { } stored)
                    return place.Missing();
                if (place.Condition?.Invoke(stored.Version) is { } stale)
                    return stale;
                var proposal = await decide(stored);
                // What needs no commit has the version that was read, unless it says another.
                return proposal is { Commit: null, Version.Value: null }
                    ? proposal with
                    {
                        Version = stored.Version,
                    }
                    : proposal;
            },
            cancellation
        );

    /// <inheritdoc cref="Change{T, TOut}(Place{T}, Func{Stored{T}, ValueTask{Proposal{TOut}}}, CancellationToken)"/>
    public Task<Written<TOut>> Change<T, TOut>(
        Place<T> place,
        Func<Stored<T>, Proposal<TOut>> decide,
        CancellationToken cancellation
    ) => Change(place, stored => new ValueTask<Proposal<TOut>>(decide(stored)), cancellation);

    /// <summary>Carries out what is proposed, of whatever documents.</summary>
    /// <param name="propose">Is asked again at each try, and reads anew what it decides on.</param>
    public async Task<Written<T>> Write<T>(
        OrganizationId organization,
        string partition,
        Func<CancellationToken, ValueTask<Proposal<T>>> propose,
        CancellationToken cancellation
    )
    {
        IDisposable? turn = null;
        try
        {
            for (var tries = 1; ; tries++)
            {
                var proposal = await propose(cancellation);
                var (version, obstacle) = (proposal.Version, proposal.Obstacle);
                if (proposal.Commit is { } commit)
                {
                    var result = await store.Commit(commit, cancellation);
                    if (result is CommitResult.Done { Versions: var versions })
                        version = versions.Count > 0 ? versions[0] : default;
                    else
                        obstacle = result;
                }
                if (obstacle is not CommitResult.Stale || tries == MostTries)
                    return new Written<T>(proposal, version, obstacle);
                turn ??= await crowds.Take((organization, partition), cancellation);
            }
        }
        finally
        {
            turn?.Dispose();
        }
    }
}
