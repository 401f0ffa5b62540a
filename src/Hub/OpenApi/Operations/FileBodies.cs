using Hub.Reports;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>The route takes a file as well: in a form, or as the body.</summary>
/// <param name="IsAlone">Whether it takes nothing else, and the file is the body.</param>
internal sealed record TakesFiles(bool IsAlone = false);

/// <summary>What the route answers is a file.</summary>
/// <param name="MediaType">Of what type, where all are of one.</param>
internal sealed record AnswersFile(string MediaType = "application/octet-stream");

/// <summary>In which forms routes take a file beside their JSON, and that some answer one.</summary>
/// <param name="plain">For the connector, whose actions send JSON alone.</param>
internal sealed class FileBodies(bool plain) : IOpenApiOperationTransformer
{
    private const string Anything = "application/octet-stream";

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (
            context.Description.ActionDescriptor.EndpointMetadata.OfType<AnswersFile>().LastOrDefault() is { } file
            && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse response
        )
            response.Content = new Dictionary<string, OpenApiMediaType>
            {
                [file.MediaType] = Binary("The file itself."),
            };
        if (
            !plain
            && context.Description.Has<AnswersCsv>()
            && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse report
        )
            report.Content![CsvAnswer.MediaType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "The lines, below the names of their fields.",
                },
            };
        if (context.Description.Metadata<TakesFiles>() is { IsAlone: true })
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "The file.",
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Anything] = Binary("The file itself, of any type."),
                },
            };
            return Task.CompletedTask;
        }
        if (!context.Description.Has<TakesFiles>() || operation.RequestBody?.Content is not { } content)
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
                    ["file"] = Bytes("The file, with the name that it is to have."),
                    ["caption"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Description = "What the file shows.",
                    },
                },
            },
        };
        content[Anything] = Binary("The file itself, of any type.");
        return Task.CompletedTask;
    }

    private static OpenApiMediaType Binary(string text) => new() { Schema = Bytes(text) };

    private static OpenApiSchema Bytes(string text) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = "binary",
            Description = text,
        };
}
