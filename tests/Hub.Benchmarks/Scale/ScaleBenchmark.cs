namespace Hub.Benchmarks.Scale;

/// <summary>What grows for years: deliveries that wait, subscriptions, and the organizations that have them.</summary>
internal static class ScaleBenchmark
{
    private const string Quick = "--quick";

    private static readonly (string Name, Func<bool, Task> Run)[] Parts =
    [
        ("backlog", BacklogScale.Run),
        ("matching", MatchingScale.Run),
        ("memory", MemoryScale.Run),
    ];

    public static bool Knows(string[] which) => which.All(one => one is Quick || Parts.Any(part => part.Name == one));

    /// <param name="which">Parts by name, all of them where none is named, and whether it is to be quick.</param>
    public static async Task<int> Run(string[] which)
    {
        var named = which.Where(static one => one is not Quick).ToList();
        foreach (var (name, run) in Parts)
            if (named.Count == 0 || named.Contains(name))
                await run(which.Contains(Quick));
        return 0;
    }
}
