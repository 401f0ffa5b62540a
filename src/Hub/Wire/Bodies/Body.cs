using System.Reflection;
using Hub.Deadlines;
using Hub.Errors;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Hub.Wire.Bodies;

/// <summary>
/// A request's JSON body, read and checked. Fields of a wrong shape are among the errors and absent from the value, so that
/// an answer names all that is wrong at once; a handler adds what only the store knows, then looks at the errors.
/// </summary>
internal sealed class Body<T>(T value, FieldErrors errors)
    : IBindableFromHttpContext<Body<T>>,
        IEndpointParameterMetadataProvider,
        IBody
    where T : class
{
    public T Value { get; } = value;

    public FieldErrors Errors { get; } = errors;

    object IBody.Value => Value;

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var errors = new FieldErrors();
        T value;
        using (RequestDeadline.AwaitBytes(context))
            value = await BodyReader.Read<T>(context.Request, json, errors, context.RequestAborted);
        RecordCheck.Check(value, "", errors);
        if (value is IHasRules more)
            more.Check(errors, services.GetRequiredService<TimeProvider>().Now());
        return new Body<T>(value, errors);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new AcceptsMetadata(
                ["application/json"],
                typeof(T),
                typeof(T).IsDefined(typeof(MayBeEmptyAttribute), false)
            )
        );
}

/// <summary>A request may leave the body out: all of its fields have values that hold then.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MayBeEmptyAttribute : Attribute;

/// <summary>A body of whatever type.</summary>
internal interface IBody
{
    object Value { get; }
}
