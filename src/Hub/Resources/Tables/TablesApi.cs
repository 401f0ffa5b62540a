using System.Text.Json;
using Hub.Contacts;
using Hub.Domain.Queries;
using Hub.Domain.Records.Tables;
using Hub.Errors;
using Hub.Wire;

namespace Hub.Resources.Tables;

/// <summary>The routes of every kind of record that a table declares.</summary>
internal static class TablesApi
{
    public static void MapTables(this IEndpointRouteBuilder routes)
    {
        foreach (var table in BusinessRecords.All)
            routes.MapGroup(table.Root).LinksPages().WithMetadata(table).MapResource(ResourceOf(table));
    }

    private static Resource<TableRecord, TableBody, TableBody, TableResponse> ResourceOf(RecordTable table) =>
        RecordResource.Of<TableRecord, TableBody, TableBody, TableResponse>(
            table.Kind,
            table.Scopes,
            TablesJson.Default,
            create: body => new TableRecord(new TableValues(body.Given)),
            edit: (record, body) => table.Edit(record, body.Given),
            show: record => new TableResponse(table, record.Values, record.DeletedAt)
        ) with
        {
            Root = table.Root,
            About = table.About,
            Repository = new RecordRepository<TableRecord>(table.Kind, static record => record.DeletedAt is not null),
            Trash = TrashOf(table),
            CheckNew = (body, errors) => Check(body, errors, given => table.New(given, To(errors)).All.ToDictionary()),
            CheckEdit = (body, errors) =>
                Check(body, errors, given => table.Columns.Accept(given, isWhole: false, "", To(errors))),
            NamesIds = body => IdsIn((TableBody)body, table),
            Filters = [.. TableFilters.Of(table)],
            Sorts = [.. table.Columns.Where(column => column.IsSorted).Select(column => column.Name)],
            KeptBy = [.. UsersOf(table), .. ContactsApi.UsesOf(table.Name)],
        };

    private static TableBody Check(
        TableBody body,
        FieldErrors errors,
        Func<IReadOnlyDictionary<string, JsonElement>, IReadOnlyDictionary<string, JsonElement>> accept
    )
    {
        foreach (var (field, message) in body.Faults)
            errors.Add(field, message);
        return new TableBody(accept(body.Given));
    }

    private static Findings To(FieldErrors errors) => new(errors.Add, errors.WarnOfUnknown);

    private static IEnumerable<NamedId> IdsIn(TableBody body, RecordTable table)
    {
        foreach (var column in table.Columns)
            if (
                column.Type is ReferenceType reference
                && body.Given.TryGetValue(column.Name, out var id)
                && id.ValueKind == JsonValueKind.Number
            )
                yield return new NamedId(column.Name, reference.Kind, id.GetInt64());
    }

    private static Trash<TableRecord>? TrashOf(RecordTable table) =>
        table.KeepsDeleted
            ? new(
                new RecordRepository<TableRecord>(table.Kind),
                RecordTable.Deleted,
                static record => record.DeletedAt is not null,
                static (record, now) => record with { DeletedAt = now, UpdatedAt = now },
                static (record, now) => record with { DeletedAt = null, UpdatedAt = now }
            )
            : null;

    /// <summary>Records of other tables that refer to this one's.</summary>
    private static IEnumerable<InUse> UsersOf(RecordTable table) =>
        from other in BusinessRecords.All
        from column in other.Columns
        where column.IsQueried && column.Type is ReferenceType reference && reference.Kind == table.Name
        let names = new ResourceNames(other.Name, other.Plural)
        select InUse.By(
            other.Kind.Document,
            column.Name,
            TrashOf(other)?.NotDeleted ?? Filter.All,
            $"There are {names.Many} with this {column.Name}; change or delete them first."
        );
}
