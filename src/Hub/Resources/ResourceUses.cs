namespace Hub.Resources;

/// <summary>When the operations of a resource are of use, in a sentence each that begins with "Use it to".</summary>
internal sealed record ResourceUses
{
    public string? List { get; init; }

    public string? Get { get; init; }

    public string? Create { get; init; }

    public string? Update { get; init; }
}
