using System.Reflection;
using System.Text.Json.Nodes;
using Hub.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Schemas;

/// <summary>Describes every named schema and its properties, and says which are there always.</summary>
/// <param name="plain">For Swagger 2.0, which knows no null and lets nothing stand beside a reference.</param>
internal sealed class SchemaTexts(XmlDocs docs, SchemaNames names, bool plain) : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        // An optional body may be null for the framework; here it is left out.
        foreach (var content in Contents(document))
            content.Schema = content.Schema is null ? null : Nulls.Remove(content.Schema);
        var done = new HashSet<string>();
        // Describing what is inside an Optional may name further schemas.
        while (document.Components?.Schemas?.Keys.FirstOrDefault(name => !done.Contains(name)) is { } name)
            if (done.Add(name) && document.Components.Schemas[name] is OpenApiSchema schema)
                await Describe(name, schema, document, context, cancellationToken);
    }

    private async Task Describe(
        string name,
        OpenApiSchema schema,
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (names.Find(name) is not { } type)
            return;
        schema.Description = docs.Of(type);
        if (type.IsEnum)
        {
            (schema.Type, schema.Enum) = (JsonSchemaType.String, Choice(type).Enum);
            return;
        }
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => SchemaNames.OfProperty(property));
        schema.Required = new HashSet<string>();
        foreach (var key in schema.Properties?.Keys.ToList() ?? [])
        {
            var property = properties[key];
            var shape = PropertyShape.Of(property);
            var current = schema.Properties![key];
            var described = Nulls.Remove(
                shape.InsideOptional is { } inside ? await Inside(inside, document, context, cancellation) : current
            );
            if (shape.MayBeNull && !plain)
                described = Nulls.Allow(described);
            if (plain && shape.Bare(property) is { IsEnum: true } named)
                described = Choice(named);
            if (described is OpenApiSchema list && ItemOf(property, shape) is { } item)
                list.Items = plain && item.IsEnum ? Choice(item) : await Inside(item, document, context, cancellation);
            if (shape.IsRequired)
                schema.Required.Add(key);
            schema.Properties[key] = PropertyTexts.Put(described, property, docs);
        }
    }

    private static IEnumerable<OpenApiMediaType> Contents(OpenApiDocument document) =>
        document
            .Paths.SelectMany(path => path.Value.Operations ?? [])
            .SelectMany(operation => operation.Value.RequestBody?.Content?.Values ?? []);

    /// <summary>
    /// Of a list of choices: the framework does not see through the converter that names them. And of one of records inside
    /// an Optional, which has to name them as every other list does.
    /// </summary>
    private static Type? ItemOf(PropertyInfo property, PropertyShape shape) =>
        (shape.InsideOptional ?? property.PropertyType) is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
        && type.GetGenericArguments()[0] is var item
        && (item.IsEnum || (shape.InsideOptional is not null && item.Assembly == typeof(SchemaTexts).Assembly))
            ? item
            : null;

    private static OpenApiSchema Choice(Type named) =>
        new() { Type = JsonSchemaType.String, Enum = [.. EnumNames.Of(named).Select(name => (JsonNode)name)] };

    private async Task<IOpenApiSchema> Inside(
        Type type,
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var schema = await context.GetOrCreateSchemaAsync(bare, cancellationToken: cancellation);
        if (names.Of(bare) is not { } name)
            return schema;
        if (document.Components?.Schemas?.ContainsKey(name) is not true)
            document.AddComponent(name, schema);
        return new OpenApiSchemaReference(name, document);
    }
}
