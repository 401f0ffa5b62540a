using Hub.OpenApi.Operations;
using Hub.OpenApi.Schemas;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi;

internal static class OpenApiSetup
{
    public const string V1 = "v1";
    public const string Route = "/openapi/{documentName}.json";

    public static void AddOpenApiDocuments(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<XmlDocs>();
        builder.Services.AddOpenApi(V1, Describe);
    }

    public static void MapOpenApiDocuments(this IEndpointRouteBuilder routes) => routes.MapOpenApi(Route);

    /// <summary>From the routes and their documentation; one noun each.</summary>
    private static void Describe(OpenApiOptions options)
    {
        var names = new SchemaNames();
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = info => names.Of(info.Type);
        options.AddOperationTransformer<OperationTexts>();
        options.AddOperationTransformer<ParameterTexts>();
        options.AddOperationTransformer<Conditions>();
        options.AddOperationTransformer<SuccessHeaders>();
        options.AddOperationTransformer<Problems>();
        options.AddOperationTransformer<TokenSecurity>();
        options.AddDocumentTransformer<TokenSecurity>();
        options.AddDocumentTransformer<DocumentTexts>();
        options.AddDocumentTransformer(
            (document, context, cancellation) =>
                new SchemaTexts(context.ApplicationServices.GetRequiredService<XmlDocs>(), names).TransformAsync(
                    document,
                    context,
                    cancellation
                )
        );
    }
}
