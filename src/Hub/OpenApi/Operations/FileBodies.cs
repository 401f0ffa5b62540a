using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>The route takes a file as well: in a form, or as the body.</summary>
internal sealed record TakesFiles;

/// <summary>In which forms a route takes a file beside its JSON.</summary>
/// <param name="plain">For the connector, whose actions send JSON alone.</param>
internal sealed class FileBodies(bool plain) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.Description.Metadata<TakesFiles>() is null || operation.RequestBody?.Content is not { } content)
            return Task.CompletedTask;
        content.Remove("*/*");
        if (plain)
            return Task.CompletedTask;
        content["multipart/form-data"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "file" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["file"] = Binary("The file, with the name that it is to have."),
                    ["caption"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Description = "What the file shows.",
                    },
                },
            },
        };
        content["application/octet-stream"] = new OpenApiMediaType { Schema = Binary("The file itself, of any type.") };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Binary(string text) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = "binary",
            Description = text,
        };
}
