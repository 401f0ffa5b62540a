using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Hub.Errors;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Wire.Queries;

/// <summary>
/// What a query string asks for, read into a record of the parameters that there are: as <c>Body</c> reads a body, with
/// everything that is wrong named at once.
/// </summary>
internal sealed class Query<T>(T value, FieldErrors errors)
    : IBindableFromHttpContext<Query<T>>,
        IEndpointParameterMetadataProvider
    where T : class, new()
{
    public T Value { get; } = value;

    public FieldErrors Errors { get; } = errors;

    public static ValueTask<Query<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var errors = new FieldErrors();
        var value = new T();
        var words = new QueryWords(
            context.Request.Query,
            QueryFields.NamesOf(typeof(T)),
            errors,
            QueryFields.KeyedOf(typeof(T))
        );
        foreach (var field in QueryFields.Of(typeof(T)))
            field.Read(value, words);
        return ValueTask.FromResult<Query<T>?>(new Query<T>(value, errors));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(TakesQuery.Of(typeof(T)));
}

/// <summary>The route reads query parameters of these names, and tells of others itself.</summary>
internal sealed record TakesQuery(IReadOnlyList<string> Names)
{
    /// <summary>The record that has them, where one does; for the description.</summary>
    public Type? Record { get; init; }

    public static TakesQuery Of(Type record) => new(QueryFields.NamesOf(record)) { Record = record };
}

/// <summary>The fields of a record of query parameters.</summary>
internal static class QueryFields
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<QueryField>> Known = new();
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<string>> Names = new();

    public static IReadOnlyList<QueryField> Of(Type record) =>
        Known.GetOrAdd(record, static type =>
            [.. type.GetProperties().Where(IsParameter).Select(property => new QueryField(property))]
        );

    public static IReadOnlyList<string> NamesOf(Type record) =>
        Names.GetOrAdd(record, static type => [.. Of(type).Select(field => field.Name)]);

    /// <summary>The parameter that takes keys in brackets, if one does.</summary>
    public static string? KeyedOf(Type record) => Of(record).FirstOrDefault(field => field.IsKeyed)?.Name;

    private static bool IsParameter(PropertyInfo property) => property.IsDefined(typeof(FromQueryAttribute));
}

/// <summary>One of them.</summary>
internal sealed class QueryField(PropertyInfo property)
{
    private readonly bool isList = property.IsDefined(typeof(CommaSeparatedAttribute));

    // Which dialects there are the running hub's catalogue says: whoever asks it checks the name.
    private readonly IReadOnlyList<string>? allowed = property.GetCustomAttribute<AllowedValuesAttribute>()
        is { } values
            and not DialectNameAttribute
        ? [.. values.Values.OfType<string>()]
        : null;

    public string Name { get; } = property.GetCustomAttribute<FromQueryAttribute>()!.Name!;

    public PropertyInfo Property => property;

    public bool IsKeyed { get; } = property.PropertyType == typeof(IReadOnlyList<QueryEntry>);

    public void Read(object record, QueryWords words)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object? value =
            type == typeof(DateTimeOffset) ? words.Instant(Name)
            : type == typeof(bool) ? words.Flag(Name)
            : type == typeof(long) ? words.Integer(Name)
            : type == typeof(int) ? Small(words.Integer(Name))
            : IsKeyed ? words.Entries(Name)
            : isList ? words.List(Name)
            : allowed is not null ? words.OneOf(Name, allowed)
            : words.Text(Name);
        if (value is not null)
            property.SetValue(record, value);
    }

    /// <summary>What is too large for the type is too large for its bounds.</summary>
    private static int? Small(long? number) =>
        number is { } value ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : null;
}
