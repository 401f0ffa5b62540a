using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.Records;

/// <summary>What every plain record has: a number, and when it was made and last changed.</summary>
public abstract record Record
{
    /// <summary>Unique among the organization's records of the kind.</summary>
    public long Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>How receivers are told of plain records, which only come, change and go.</summary>
/// <param name="ReadScope">What a token must carry to be told of them.</param>
/// <param name="Shape">How a record shows itself.</param>
/// <param name="Sample">A record as one might look; every field of it has a value.</param>
/// <param name="SampleBefore">The same before its last change.</param>
public sealed record Told<T>(FactSet Facts, string ReadScope, Shape<T> Shape, T Sample, T SampleBefore)
    where T : Record;

/// <summary>Kinds of plain records: all of an organization's in one partition, by number.</summary>
public static class RecordKinds
{
    /// <param name="name">In snake case and singular, as in <c>company</c>.</param>
    /// <param name="partition">The name in the plural; routes are called the same.</param>
    /// <param name="json">Of the record alone: how it is written follows from <see cref="DomainJson"/>.</param>
    /// <param name="fields">Declares what lists filter and sort by beside the number and the times.</param>
    /// <param name="told">How receivers are told of them; absent when nobody is.</param>
    public static Kind<T> Declare<T>(
        string name,
        string partition,
        IJsonTypeInfoResolver json,
        Func<DocumentType<T>, DocumentType<T>> fields,
        Told<T>? told = null
    )
        where T : Record =>
        new(Document(name, json, fields))
        {
            Partition = partition,
            ReadScope = told?.ReadScope ?? Scope.AdminRead,
            Shape = told?.Shape,
            Sample = told?.Sample,
            SampleBefore = told?.SampleBefore,
            Lifecycle = told?.Facts,
        };

    /// <summary>What the store knows of such records.</summary>
    public static DocumentType<T> Document<T>(
        string name,
        IJsonTypeInfoResolver json,
        Func<DocumentType<T>, DocumentType<T>> fields
    )
        where T : Record =>
        fields(
            new DocumentType<T>(name, () => TypeInfo<T>(json))
                .Integer("id", static one => one.Id)
                .Instant("created_at", static one => one.CreatedAt)
                .Instant("updated_at", static one => one.UpdatedAt)
                .Index("id")
        );

    /// <summary>What the store knows of documents that are kept beside such records; its fields are still to be declared.</summary>
    public static DocumentType<T> Beside<T>(string name, IJsonTypeInfoResolver json)
        where T : class => new(name, () => TypeInfo<T>(json));

    /// <summary>The record under another number and other times.</summary>
    public static T Stamp<T>(this T record, long id, DateTimeOffset createdAt, DateTimeOffset updatedAt)
        where T : Record => (T)((Record)record with { Id = id, CreatedAt = createdAt, UpdatedAt = updatedAt });

    private static JsonTypeInfo<T> TypeInfo<T>(IJsonTypeInfoResolver json) =>
        (JsonTypeInfo<T>)
            new JsonSerializerOptions(DomainJson.Default.Options) { TypeInfoResolver = json }.GetTypeInfo(typeof(T));
}
