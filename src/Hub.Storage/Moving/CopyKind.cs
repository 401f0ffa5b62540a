using System.Security.Cryptography;

namespace Hub.Storage.Moving;

/// <summary>One kind of thing after the copy: how many there are, and a checksum over what they say.</summary>
internal sealed record CopiedKind(string Name, long Count, string Checksum, long Missing, long Different)
{
    public bool IsWhole => Missing == 0 && Different == 0;
}

/// <summary>One kind of thing to be copied, and compared afterwards.</summary>
internal abstract record CopyKind(string Name)
{
    /// <summary>From a position on, page by page; tells of the position reached after each.</summary>
    public abstract Task Copy(
        string? position,
        Progress progress,
        Func<string, Task> reached,
        CancellationToken cancellation
    );

    /// <summary>Nothing when it cannot be read back.</summary>
    public abstract Task<CopiedKind?> Verify(Progress progress, CancellationToken cancellation);
}

/// <param name="Expected">A hash of what a row says.</param>
/// <param name="Actual">The same of what the target has of it; nothing when it has not.</param>
internal sealed record Comparison<T>(Func<T, byte[]> Expected, Func<T, CancellationToken, Task<byte[]?>> Actual);

/// <param name="Read">The page of rows after a position.</param>
/// <param name="Write">May be repeated.</param>
/// <param name="Comparison">Absent where the target keeps what it is given to itself, as a queue does.</param>
internal sealed record CopyKind<T>(
    string Name,
    long Total,
    Func<string?, IReadOnlyList<SourceRow<T>>> Read,
    Func<IReadOnlyList<T>, CancellationToken, Task> Write,
    Comparison<T>? Comparison
) : CopyKind(Name)
{
    public override async Task Copy(
        string? position,
        Progress progress,
        Func<string, Task> reached,
        CancellationToken cancellation
    )
    {
        var copied = 0L;
        for (var page = Read(position); page.Count > 0; page = Read(position))
        {
            progress.Show($"copy {Name}", copied, Total);
            cancellation.ThrowIfCancellationRequested();
            await Write([.. page.Select(static row => row.Value)], cancellation);
            copied += page.Count;
            position = page[^1].Position;
            await reached(position);
        }
        progress.Show($"copy {Name}", Total, Total);
    }

    public override async Task<CopiedKind?> Verify(Progress progress, CancellationToken cancellation)
    {
        if (Comparison is not { } compare)
            return null;
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, missing, different) = (0L, 0L, 0L);
        string? position = null;
        for (var page = Read(position); page.Count > 0; page = Read(position))
        {
            progress.Show($"verify {Name}", count, Total);
            var found = new byte[]?[page.Count];
            await AtOnce.Each(
                Enumerable.Range(0, page.Count),
                async (index, token) => found[index] = await compare.Actual(page[index].Value, token),
                cancellation
            );
            for (var index = 0; index < page.Count; index++)
            {
                var hash = compare.Expected(page[index].Value);
                sum.AppendData(hash);
                missing += found[index] is null ? 1 : 0;
                different += found[index] is { } other && !hash.AsSpan().SequenceEqual(other) ? 1 : 0;
            }
            count += page.Count;
            position = page[^1].Position;
        }
        progress.Show($"verify {Name}", Total, Total);
        return new(Name, count, Convert.ToHexStringLower(sum.GetHashAndReset(), 0, 8), missing, different);
    }
}

/// <summary>Requests to the target, some at a time.</summary>
internal static class AtOnce
{
    private const int Most = 16;

    public static Task Each<T>(
        IEnumerable<T> items,
        Func<T, CancellationToken, Task> send,
        CancellationToken cancellation
    ) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Most, CancellationToken = cancellation },
            async (item, token) => await send(item, token)
        );
}
