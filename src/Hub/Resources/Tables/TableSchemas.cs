using System.Text.Json.Nodes;
using Hub.Domain.Records.Tables;
using Hub.OpenApi;
using Hub.OpenApi.Schemas;
using Hub.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Resources.Tables;

/// <summary>Bodies and answers of a table's routes in the documents: under names of their own, from its columns.</summary>
internal static class TableSchemas
{
    /// <param name="plain">For Swagger 2.0, which knows no null.</param>
    public static void Put(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool plain)
    {
        if (context.Description.Metadata<RecordTable>() is not { } table)
            return;
        var document = context.Document!;
        var names = new ResourceNames(table.Name, table.Plural);
        var isNew = context.Description.HttpMethod == HttpMethods.Post;
        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Description = isNew
                ? $"{Capital(names.A)} to create."
                : $"What to change of {names.A}; fields that are left out stay as they are.";
            var schema = isNew ? Creates(table) : Changes(table, plain);
            schema.Description = body.Description;
            Name(body.Content, document, names.Operation(isNew ? "Create" : "Update"), schema);
        }
        var shown = names.Operation("");
        foreach (var (_, response) in (operation.Responses ?? []).Where(one => one.Key is "200" or "201"))
        {
            Reference(document, shown, Shown(table, names));
            var record = new OpenApiSchemaReference(shown, document);
            var isList = context.Description.ParameterDescriptions.All(one => one.Source.Id != "Path") && !isNew;
            if (isList)
                Name(response.Content, document, $"{shown}Page", PageOf(record, document));
            else
                Name(response.Content, document, $"{shown}Answer", AnswerOf(record, document));
        }
    }

    /// <summary>Takes away what the framework put where the tables' own schemas stand now.</summary>
    public static void RemoveStandIns(OpenApiDocument document, SchemaNames names)
    {
        foreach (
            var type in new[]
            {
                typeof(TableBody),
                typeof(TableResponse),
                typeof(One<TableResponse>),
                typeof(Many<TableResponse>),
            }
        )
            document.Components?.Schemas?.Remove(names.Of(type)!);
    }

    private static OpenApiSchema Creates(RecordTable table)
    {
        var schema = ShapeSchemas.Read(table.Columns.Schema());
        foreach (var column in table.Columns)
        {
            var own = (OpenApiSchema)schema.Properties![column.Name];
            own.Examples = [JsonNode.Parse(column.Example.GetRawText())!];
            own.Default = column.First;
            own.MinLength = column is { IsRequired: true, Type: TextType } ? 1 : null;
        }
        return schema;
    }

    private static OpenApiSchema Changes(RecordTable table, bool plain)
    {
        var schema = ShapeSchemas.Read(table.Columns.Schema());
        schema.Required = new HashSet<string>();
        foreach (var column in table.Columns.Where(column => !column.IsAlwaysThere))
        {
            var own = (OpenApiSchema)schema.Properties![column.Name];
            own.Description += " Null removes it.";
            if (!plain)
                own.Type |= JsonSchemaType.Null;
            if (!plain && own.Enum is { } choices)
                choices.Add(JsonNullSentinel.JsonNull);
        }
        return schema;
    }

    private static OpenApiSchema Shown(RecordTable table, ResourceNames names)
    {
        var columns = ShapeSchemas.Read(table.Columns.Schema());
        var properties = new Dictionary<string, IOpenApiSchema>
        {
            ["id"] = ShapeSchemas.Read(Typed("integer", "int64", "What other records refer to it by.")),
        };
        foreach (var (name, column) in columns.Properties!)
            properties[name] = column;
        properties["created_at"] = ShapeSchemas.Read(Typed("string", "date-time", "When it was created."));
        properties["updated_at"] = ShapeSchemas.Read(Typed("string", "date-time", "When it last changed."));
        if (table.KeepsDeleted)
            properties["deleted_at"] = ShapeSchemas.Read(
                Typed("string", "date-time", "When it was deleted; absent while it is not.")
            );
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = $"{Capital(names.A)}.",
            Properties = properties,
            Required = new HashSet<string>([
                "id",
                .. table.Columns.Where(column => column.IsAlwaysThere).Select(column => column.Name),
                "created_at",
                "updated_at",
            ]),
        };
    }

    private static OpenApiSchema PageOf(IOpenApiSchema record, OpenApiDocument document)
    {
        var page = Envelope(
            "A page of resources.",
            "The resources on this page.",
            new OpenApiSchema { Type = JsonSchemaType.Array, Items = record }
        );
        page.Properties!["meta"] = new OpenApiSchemaReference(nameof(PageMeta), document)
        {
            Description = "Where this page stands among all of them.",
        };
        page.Properties[PageLinks.Member] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "The absolute address of the next page; absent on the last one.",
        };
        page.Required!.Add("meta");
        return page;
    }

    private static OpenApiSchema AnswerOf(IOpenApiSchema record, OpenApiDocument document)
    {
        var answer = Envelope("One resource.", "The resource.", record);
        answer.Properties!["warnings"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "What the request was taken with, and may not be what was meant: fields that were not read.",
            Items = new OpenApiSchemaReference(nameof(Warning), document),
        };
        return answer;
    }

    private static OpenApiSchema Envelope(string text, string dataText, IOpenApiSchema data)
    {
        data.Description = dataText;
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = text,
            Properties = new Dictionary<string, IOpenApiSchema> { ["data"] = data },
            Required = new HashSet<string> { "data" },
        };
    }

    private static void Name(
        IDictionary<string, OpenApiMediaType>? content,
        OpenApiDocument document,
        string name,
        OpenApiSchema schema
    )
    {
        Reference(document, name, schema);
        foreach (var media in content?.Values ?? [])
            media.Schema = new OpenApiSchemaReference(name, document);
    }

    private static void Reference(OpenApiDocument document, string name, OpenApiSchema schema)
    {
        if (document.Components?.Schemas?.ContainsKey(name) is not true)
            document.AddComponent(name, schema);
    }

    private static JsonObject Typed(string type, string format, string text) =>
        new()
        {
            ["type"] = type,
            ["format"] = format,
            ["description"] = text,
        };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
