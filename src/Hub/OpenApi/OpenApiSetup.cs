using Hub.Access;
using Hub.Contracts.Ticketing;
using Hub.Deadlines;
using Hub.OpenApi.Connector;
using Hub.OpenApi.Operations;
using Hub.OpenApi.Schemas;
using Hub.Resources.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scope = Hub.Domain.Tokens.Scope;

namespace Hub.OpenApi;

internal static class OpenApiSetup
{
    public const string V1 = "v1";

    /// <summary>What the connector's document is made from: the same routes, without those of administrators.</summary>
    public const string ForConnector = "connector";

    /// <summary>Why the documents are open to everybody.</summary>
    public const string WhyOpen = "What the API is like is no secret; tools read it before they have a token.";

    /// <summary>Why the first who asks for a document waits for it as long as it takes.</summary>
    public const string MadeOnce =
        "Made when it is first asked for, and once; a machine that is busy takes its seconds.";

    public static void AddOpenApiDocuments(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<XmlDocs>();
        builder.Services.AddSingleton<ConnectorDefinition>();
        builder.Services.AddSingleton<ServedDocuments>();
        builder.Services.AddOpenApi(V1, options => Describe(options, plain: false));
        builder.Services.AddOpenApi(ForConnector, options =>
        {
            Describe(options, plain: true);
            options.AddOperationTransformer<FlowMetadata>();
            options.ShouldInclude = IsForFlows;
        });
    }

    public static void MapOpenApiDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("/openapi").ExcludeFromDescription().OpenToAll(WhyOpen).TakesItsTime(MadeOnce);
        documents.MapGet("/v1.json", ApiDocument);
        documents.MapGet("/connector.json", Connector);
    }

    internal static async Task<FileContentHttpResult> ApiDocument(ServedDocuments documents, HttpContext http) =>
        (await documents.Api).To(http);

    internal static async Task<FileContentHttpResult> Connector(ServedDocuments documents, HttpContext http) =>
        (await documents.Connector).To(http);

    /// <summary>From the routes and their documentation; one noun each.</summary>
    private static void Describe(OpenApiOptions options, bool plain)
    {
        var names = new SchemaNames();
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = info => names.Of(info.Type);
        options.AddOperationTransformer<OperationTexts>();
        options.AddOperationTransformer<ParameterTexts>();
        options.AddOperationTransformer<ConditionalHeaders>();
        options.AddOperationTransformer<SuccessHeaders>();
        options.AddOperationTransformer<Problems>();
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                TableSchemas.Put(operation, context, plain);
                return Task.CompletedTask;
            }
        );
        if (!plain)
            options.AddOperationTransformer<BodyExamples>();
        options.AddOperationTransformer(new FileBodies(plain));
        options.AddOperationTransformer<TokenSecurity>();
        options.AddDocumentTransformer<TokenSecurity>();
        options.AddDocumentTransformer<DocumentTexts>();
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                TableSchemas.RemoveStandIns(document, names);
                return Task.CompletedTask;
            }
        );
        options.AddDocumentTransformer(
            (document, context, cancellation) =>
                new SchemaTexts(context.ApplicationServices.GetRequiredService<XmlDocs>(), names, plain).TransformAsync(
                    document,
                    context,
                    cancellation
                )
        );
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                TicketingSchemas.Put(document);
                return Task.CompletedTask;
            }
        );
    }

    private static bool IsForFlows(ApiDescription route) =>
        route.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) is true
        && route.RequiredScope() is { Scope: not null and not Scope.AdminRead };
}
