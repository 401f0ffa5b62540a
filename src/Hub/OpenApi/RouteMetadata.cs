using System.Reflection;
using Hub.Access;
using Hub.Access.Operator;
using Hub.Idempotency;
using Hub.RateLimits;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace Hub.OpenApi;

/// <summary>One value that a request carries outside of its body.</summary>
/// <param name="Source">Where its attributes stand.</param>
internal sealed record RequestValue(string Name, ICustomAttributeProvider Source, string? Text)
{
    public T? Find<T>()
        where T : Attribute => Source.GetCustomAttributes(typeof(T), false).OfType<T>().FirstOrDefault();
}

/// <summary>The record that the routes of a tag are about; for the tag's description.</summary>
internal sealed record TagSubject(Type Record);

/// <summary>What a described route says of itself.</summary>
internal static class RouteMetadata
{
    public static MethodInfo? Handler(this ApiDescription route) => route.Metadata<MethodInfo>();

    public static RequiredScope? RequiredScope(this ApiDescription route) => route.Metadata<RequiredScope>();

    public static bool IsForOperator(this ApiDescription route) => route.Metadata<RequiredOperator>() is not null;

    public static bool IsLimited(this ApiDescription route) => route.Metadata<LimitedAs>() is not null;

    public static bool Has<T>(this ApiDescription route)
        where T : class => route.Metadata<T>() is not null;

    public static bool IsIdempotent(this ApiDescription route) => route.Metadata<TakesIdempotencyKey>() is not null;

    public static Type? BodyType(this ApiDescription route) =>
        route.ParameterDescriptions.FirstOrDefault(one => one.Source.Id == "Body")?.Type;

    /// <summary>The handler's values by their names on the wire.</summary>
    public static IEnumerable<RequestValue> RequestValues(this XmlDocs docs, MethodInfo handler) =>
        handler
            .GetParameters()
            .Select(parameter => new RequestValue(parameter.Name!, parameter, docs.Of(handler, parameter)));

    /// <summary>Adds a header that requests may carry.</summary>
    public static void AddHeader(this OpenApiOperation operation, string name, string text, string example) =>
        (operation.Parameters ??= []).Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = text,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [example] },
            }
        );

    public static T? Metadata<T>(this ApiDescription route)
        where T : class => route.ActionDescriptor.EndpointMetadata.OfType<T>().LastOrDefault();
}
