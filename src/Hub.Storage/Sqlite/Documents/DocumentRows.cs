using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>A document's bytes and field values, made ready on the caller's thread.</summary>
/// <param name="Words">None when the type is not searched.</param>
internal sealed record PreparedDocument(byte[] Body, DocumentFields Fields, PreparedWords? Words)
{
    public static PreparedDocument Of(DocumentType type, Guid organization, byte[] body, DocumentFields fields) =>
        new(body, fields, type.IsSearched ? PreparedWords.Of(organization, fields.Words) : null);
}

/// <summary>Writes documents as rows.</summary>
internal static class DocumentRows
{
    public static void Insert(
        Connection connection,
        DocumentTable table,
        Guid organization,
        string partition,
        string id,
        long version,
        PreparedDocument document
    )
    {
        var insert = connection
            .Prepare(table.Insert)
            .Bind(organization)
            .Bind(partition)
            .Bind(id)
            .Bind(version)
            .Bind(document.Body);
        foreach (var value in document.Fields.Values)
            insert.Bind(value);
        insert.Run();
        var doc = connection.LastRow;
        InsertElements(connection, table, organization, doc, document);
        if (document.Words is { } words)
            table.Words!.Insert(connection, doc, words);
    }

    public static void Update(
        Connection connection,
        DocumentTable table,
        Guid organization,
        long doc,
        long version,
        PreparedDocument document
    )
    {
        var changed = Changed(connection, table, doc, document.Fields.Values);
        var update = connection.Prepare(table.Update(changed)).Bind(version).Bind(document.Body);
        foreach (var field in changed)
            update.Bind(document.Fields.Values[field]);
        update.Bind(doc).Run();
        for (var array = 0; array < table.Elements.Count; array++)
        {
            if (Holds(connection, table.Elements[array], doc, document.Fields.Arrays[array]))
                continue;
            connection.Prepare(table.DeleteElements[array]).Bind(doc).Run();
            InsertElements(connection, table, organization, doc, document, array);
        }
        if (document.Words is { } words)
            table.Words!.Update(connection, doc, words);
    }

    /// <summary>The fields whose values are others than before: most changes are of few, and each has an index to pay for.</summary>
    private static List<int> Changed(
        Connection connection,
        DocumentTable table,
        long doc,
        IReadOnlyList<FieldValue> values
    )
    {
        var changed = new List<int>();
        var row = connection.Prepare(table.Fields).Bind(doc);
        row.Step();
        for (var field = 0; field < values.Count; field++)
            if (!row.Holds(field, values[field]))
                changed.Add(field);
        row.Rewind();
        return changed;
    }

    /// <summary>Whether a document's elements of a list are these already.</summary>
    private static bool Holds(Connection connection, string select, long doc, IReadOnlyList<FieldValue[]> elements)
    {
        var rows = connection.Prepare(select).Bind(doc);
        var same = true;
        foreach (var element in elements)
        {
            same = same && rows.Step();
            for (var field = 0; same && field < element.Length; field++)
                same = rows.Holds(field, element[field]);
        }
        same = same && !rows.Step();
        rows.Rewind();
        return same;
    }

    public static void Delete(Connection connection, DocumentTable table, long doc)
    {
        DeleteElements(connection, table, doc);
        table.Words?.Delete(connection, doc);
        connection.Prepare(table.Delete).Bind(doc).Run();
    }

    private static void DeleteElements(Connection connection, DocumentTable table, long doc)
    {
        foreach (var delete in table.DeleteElements)
            connection.Prepare(delete).Bind(doc).Run();
    }

    private static void InsertElements(
        Connection connection,
        DocumentTable table,
        Guid organization,
        long doc,
        PreparedDocument document
    )
    {
        for (var array = 0; array < table.InsertElements.Count; array++)
            InsertElements(connection, table, organization, doc, document, array);
    }

    private static void InsertElements(
        Connection connection,
        DocumentTable table,
        Guid organization,
        long doc,
        PreparedDocument document,
        int array
    )
    {
        foreach (var element in document.Fields.Arrays[array])
        {
            var insert = connection.Prepare(table.InsertElements[array]).Bind(doc).Bind(organization);
            foreach (var value in element)
                insert.Bind(value);
            insert.Run();
        }
    }
}
