using System.Text.Json.Serialization;

namespace Hub.Wire;

/// <summary>One resource.</summary>
/// <param name="Data">The resource.</param>
/// <param name="Warnings">What the request was taken with, and may not be what was meant: fields that were not read.</param>
internal sealed record One<T>(T Data, IReadOnlyList<Warning>? Warnings = null);

/// <summary>One page of resources.</summary>
/// <param name="Data">The resources on this page.</param>
/// <param name="Meta">Where this page stands among all of them.</param>
internal sealed record Many<T>(IReadOnlyList<T> Data, PageMeta Meta) : IPage
{
    /// <summary>The absolute address of the next page; absent on the last one.</summary>
    [JsonPropertyName(PageLinks.Member)]
    public string? NextLink { get; set; }
}

/// <summary>Something that the request was taken with, and that its sender should know of.</summary>
/// <param name="Code">What it is: stable, for programs.</param>
/// <param name="Message">The same for people, in a sentence.</param>
/// <param name="Field">The field of the request that it is about.</param>
internal sealed record Warning(string Code, string Message, string? Field = null);

/// <summary>Where a page stands among all of them.</summary>
/// <param name="CurrentPage">The number of this page; the first is 1.</param>
/// <param name="PerPage">How many resources a page holds at most.</param>
/// <param name="Total">How many resources match in all.</param>
internal sealed record PageMeta(int CurrentPage, int PerPage, long Total);
