using Hub.Domain.Organizations;

namespace Hub.Ports.Store;

/// <summary>Changes of one partition that need not be one step.</summary>
public static class ChunkedCommits
{
    /// <summary>Changes that are tried at once; an engine that takes fewer says so before anything is sent.</summary>
    public const int LargestChunk = 400;

    /// <summary>In as few commits as they fit into, whatever the engine takes at a time; stops at the first that is refused.</summary>
    public static async Task<CommitResult?> CommitInChunks(
        this IStore store,
        OrganizationId organization,
        string partition,
        IReadOnlyList<Change> changes,
        CancellationToken cancellation
    )
    {
        var most = LargestChunk;
        for (var done = 0; done < changes.Count; )
        {
            Change[] step = [.. changes.Skip(done).Take(most)];
            var commit = new Commit(organization, partition) { Changes = step };
            switch (await store.Commit(commit, cancellation))
            {
                case CommitResult.Done:
                    done += step.Length;
                    break;
                case CommitResult.TooLarge when step.Length > 1:
                    most = step.Length / 2;
                    break;
                case var refused:
                    return refused;
            }
        }
        return null;
    }
}
