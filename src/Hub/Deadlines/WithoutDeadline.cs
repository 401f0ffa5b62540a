namespace Hub.Deadlines;

/// <summary>A route whose work may take longer than that of others, and why. It still ends with its client.</summary>
internal sealed record WithoutDeadline(string Reason);

internal static class DeadlineConventions
{
    public static TBuilder TakesItsTime<TBuilder>(this TBuilder routes, string reason)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new WithoutDeadline(reason));

    /// <summary>The routes that have no deadline, and why.</summary>
    public static IEnumerable<(string Route, string Reason)> Exemptions(IEndpointRouteBuilder routes) =>
        from route in routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let exempt = route.Metadata.GetMetadata<WithoutDeadline>()
        where exempt is not null
        let methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
        select ($"{string.Join('/', methods)} {route.RoutePattern.RawText}", exempt.Reason);
}
