namespace Hub.Wire;

/// <summary>Routes as they are served.</summary>
internal static class MadeRoutes
{
    /// <summary>
    /// Makes the routes that were mapped, which are what they are from then on. Grouped ones are made anew for each who looks at them,
    /// and a start has several who do.
    /// </summary>
    public static void MakeRoutes(this IEndpointRouteBuilder routes)
    {
        var made = routes.DataSources.SelectMany(static source => source.Endpoints).ToList();
        routes.DataSources.Clear();
        routes.DataSources.Add(new DefaultEndpointDataSource(made));
    }
}
