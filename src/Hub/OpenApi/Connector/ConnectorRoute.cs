using Hub.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.OpenApi.Connector;

internal static class ConnectorRoute
{
    public static void MapConnectorDefinition(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/openapi/connector.json", Definition).ExcludeFromDescription().OpenToAll(OpenApiSetup.WhyOpen);

    private static async Task<ContentHttpResult> Definition(
        ConnectorDefinition definition,
        CancellationToken cancellation
    ) => TypedResults.Content(await definition.Render(cancellation), "application/json");
}
