namespace Hub.Exporting;

/// <summary>A list that exports leave out: what it has is in another one too, or is the hub's and not the organization's.</summary>
internal sealed record NotExported;

internal static class ExportConventions
{
    public static TBuilder IsNotExported<TBuilder>(this TBuilder list)
        where TBuilder : IEndpointConventionBuilder => list.WithMetadata(new NotExported());
}
