using System.Reflection;
using System.Text.Json;
using Hub.Errors;
using Microsoft.AspNetCore.Http.Metadata;

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
    private static readonly bool RefusesUnknown = typeof(T).IsDefined(typeof(RefusesUnknownAttribute), inherit: false);

    public static bool MayBeEmpty { get; } = typeof(T).IsDefined(typeof(MayBeEmptyAttribute), inherit: false);

    public T Value { get; } = value;

    public FieldErrors Errors { get; } = errors;

    object IBody.Value => Value;

    /// <summary>For the description of a route that reads one.</summary>
    public static AcceptsMetadata Accepted { get; } = new(["application/json"], typeof(T), MayBeEmpty);

    /// <summary>The answer to a request that was carried out, with what its sender should know of the body.</summary>
    public One<TShown> Answer<TShown>(TShown data) => new(data, Errors.Warnings);

    public static ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter) => Read(context);

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(Accepted);

    public static async ValueTask<Body<T>?> Read(HttpContext context)
    {
        var errors = new FieldErrors();
        var json = JsonOf(context.RequestServices);
        var value = await BodyReader.Read<T>(context.Request, json, errors, context.RequestAborted);
        return Checked(value, errors, context.RequestServices);
    }

    /// <summary>The same of JSON that did not come as a body: of an object.</summary>
    public static Body<T> Of(byte[] json, IServiceProvider services)
    {
        var errors = new FieldErrors();
        return Checked(BodyReader.Read<T>(json, JsonOf(services), errors), errors, services);
    }

    private static JsonSerializerOptions JsonOf(IServiceProvider services) =>
        services.GetRequiredService<BodyJson>().Options;

    private static Body<T> Checked(T value, FieldErrors errors, IServiceProvider services)
    {
        var json = JsonOf(services);
        UnreadMembers.Tell(value, RefusesUnknown, json, errors);
        RecordCheck.Check(value, "", errors);
        if (value is IHasRules more)
            more.Check(errors, services.GetRequiredService<TimeProvider>().Now());
        return new Body<T>(value, errors);
    }
}

/// <summary>A request may leave the body out: all of its fields have values that hold then.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MayBeEmptyAttribute : Attribute;

/// <summary>A body of whatever type.</summary>
internal interface IBody
{
    object Value { get; }
}
