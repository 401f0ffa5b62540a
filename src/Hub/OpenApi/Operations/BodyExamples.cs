using System.Text.Json.Nodes;
using Hub.Domain.Records.Tables;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ReferenceType = Hub.Domain.Records.Tables.ReferenceType;

namespace Hub.OpenApi.Operations;

/// <summary>
/// A whole body for each operation that takes one, as a new hub takes it: whoever tries the page sends it as it stands.
/// </summary>
internal sealed class BodyExamples(XmlDocs docs) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var route = context.Description;
        if (operation.RequestBody is not OpenApiRequestBody { Content: { } content })
            return Task.CompletedTask;
        var example =
            route.Metadata<RecordTable>() is { } table ? Of(table, isNew: route.HttpMethod == HttpMethods.Post)
            : docs.ExampleOf(route.BodyType()!) is { } text ? JsonNode.Parse(text)
            : null;
        foreach (var media in content.Values)
            media.Example = example?.DeepClone();
        return Task.CompletedTask;
    }

    /// <summary>Every column of a new record but what refers to others; of a change, the last that holds a text.</summary>
    private static JsonObject Of(RecordTable table, bool isNew)
    {
        var columns = isNew
            ? table.Columns.Where(column => column.IsRequired || column.Type is not ReferenceType)
            : table.Columns.Where(column => column.Type is TextType).TakeLast(1);
        return new JsonObject(
            columns.Select(column =>
                KeyValuePair.Create(
                    column.Name,
                    column.Type is ReferenceType ? JsonValue.Create(1) : JsonNode.Parse(column.Example.GetRawText())
                )
            )
        );
    }
}
