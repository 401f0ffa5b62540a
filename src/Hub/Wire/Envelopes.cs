namespace Hub.Wire;

/// <summary>One resource.</summary>
/// <param name="Data">The resource.</param>
internal sealed record One<T>(T Data);

/// <summary>One page of resources.</summary>
/// <param name="Data">The resources on this page.</param>
/// <param name="Meta">Where this page stands among all of them.</param>
internal sealed record Many<T>(IReadOnlyList<T> Data, PageMeta Meta);

/// <summary>Where a page stands among all of them.</summary>
/// <param name="CurrentPage">The number of this page; the first is 1.</param>
/// <param name="PerPage">How many resources a page holds at most.</param>
/// <param name="Total">How many resources match in all.</param>
internal sealed record PageMeta(int CurrentPage, int PerPage, long Total);
