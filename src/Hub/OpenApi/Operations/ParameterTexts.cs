using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Hub.Errors;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>Describes path and query parameters, with their bounds and choices.</summary>
internal sealed class ParameterTexts(XmlDocs docs) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.Description.Handler() is not { } handler)
            return Task.CompletedTask;
        var told = Operation.Of(context.Description, docs)!;
        var values = docs.RequestValues(handler).ToDictionary(value => value.Name);
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            var value = values[parameter.Name!];
            parameter.Description = told.Parameters.GetValueOrDefault(parameter.Name!) ?? value.Text;
            parameter.Schema =
                parameter.Name == "id" && context.Description.Has<NamesTicket>()
                    ? new OpenApiSchema { Type = JsonSchemaType.String }
                    : SchemaOf(parameter.Schema as OpenApiSchema ?? new OpenApiSchema(), value);
        }
        foreach (var field in QueryFieldsOf(context.Description))
            (operation.Parameters ??= []).Add(Describe(field));
        foreach (var parameter in told.Query())
            (operation.Parameters ??= []).Add(parameter);
        return Task.CompletedTask;
    }

    private static IReadOnlyList<QueryField> QueryFieldsOf(ApiDescription route) =>
        route.Metadata<TakesQuery>()?.Record is { } record ? QueryFields.Of(record) : [];

    private OpenApiParameter Describe(QueryField field)
    {
        var value = new RequestValue(field.Name, field.Property, docs.Of(field.Property));
        var isList = value.Find<CommaSeparatedAttribute>() is not null;
        return new OpenApiParameter
        {
            Name = field.Name,
            In = ParameterLocation.Query,
            Required = value.Find<RequiredAttribute>() is not null,
            Description = value.Text,
            Schema = SchemaOf(TypeOf(field.Property), value),
            Style =
                field.IsKeyed ? ParameterStyle.DeepObject
                : isList ? ParameterStyle.Form
                : null,
            Explode = !isList,
        };
    }

    private static OpenApiSchema TypeOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(int) ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" }
            : type == typeof(long) ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }
            : type == typeof(bool) ? new OpenApiSchema { Type = JsonSchemaType.Boolean }
            : type == typeof(IReadOnlyList<QueryEntry>)
                ? new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            : type == typeof(DateTimeOffset) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }
            : new OpenApiSchema { Type = JsonSchemaType.String };
    }

    private static OpenApiSchema SchemaOf(OpenApiSchema schema, RequestValue value)
    {
        schema.Type &= ~JsonSchemaType.Null;
        schema.Type ??= schema.Format is null ? null : JsonSchemaType.String;
        if (value.Find<CommaSeparatedAttribute>() is { Item: var item })
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = ItemOf(item) };
        if (value.Find<AllowedValuesAttribute>() is { } allowed)
            schema.Enum = [.. allowed.Values.Select(one => (JsonNode)(string)one!)];
        if (value.Find<RangeAttribute>() is { } range)
            (schema.Minimum, schema.Maximum) = ($"{range.Minimum}", $"{range.Maximum}");
        if (value.Find<DefaultValueAttribute>() is { Value: { } initial })
            schema.Default = JsonValue.Create(initial);
        return schema;
    }

    private static OpenApiSchema ItemOf(Type item) =>
        item.IsEnum
            ? new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. EnumNames.Of(item).Select(name => (JsonNode)name)],
            }
        : item == typeof(string) ? new OpenApiSchema { Type = JsonSchemaType.String }
        : new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" };
}
