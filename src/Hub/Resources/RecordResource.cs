using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Domain.Records;

namespace Hub.Resources;

/// <summary>Resources of plain records: number and times are the hub's, the fields are the resource's.</summary>
internal static class RecordResource
{
    /// <param name="create">A record from a body; it is given its number and times. Absent when they are created otherwise.</param>
    /// <param name="edit">The record with what a body says; it is given its time of change when it differs.</param>
    public static Resource<T, TNew, TEdit, TShown> Of<T, TNew, TEdit, TShown>(
        Kind<T> kind,
        (string? Read, string? Write) scopes,
        JsonSerializerContext json,
        Func<TNew, Decision<T>>? create,
        Func<T, TEdit, Decision<T>> edit,
        Func<T, TShown> show
    )
        where T : Record
        where TNew : class
        where TEdit : class
        where TShown : RecordResponse =>
        Of<T, TNew, TEdit, TShown>(kind, scopes, json, create, (record, body, _) => edit(record, body), show);

    /// <inheritdoc cref="Of{T, TNew, TEdit, TShown}(Kind{T}, ValueTuple{string, string}, JsonSerializerContext, Func{TNew, Decision{T}}, Func{T, TEdit, Decision{T}}, Func{T, TShown})"/>
    /// <remarks>For records that keep when something of them changed.</remarks>
    public static Resource<T, TNew, TEdit, TShown> Of<T, TNew, TEdit, TShown>(
        Kind<T> kind,
        (string? Read, string? Write) scopes,
        JsonSerializerContext json,
        Func<TNew, Decision<T>>? create,
        Func<T, TEdit, DateTimeOffset, Decision<T>> edit,
        Func<T, TShown> show
    )
        where T : Record
        where TNew : class
        where TEdit : class
        where TShown : RecordResponse =>
        new(kind, new RecordRepository<T>(kind))
        {
            Plural = kind.Partition,
            Scopes = scopes,
            Json = json,
            New = create is null
                ? null
                : (body, origin) => create(body).Then(made => made.Stamp(origin.Id, origin.Now, origin.Now)),
            Edit = (record, body, now) =>
                edit(record, body, now)
                    .Then(next =>
                        next == record || kind.Differences(record, next).Count == 0
                            ? record
                            : next.Stamp(record.Id, record.CreatedAt, now)
                    ),
            Show = record =>
                (TShown)(
                    (RecordResponse)show(record) with
                    {
                        Id = record.Id,
                        CreatedAt = record.CreatedAt,
                        UpdatedAt = record.UpdatedAt,
                    }
                ),
        };
}
