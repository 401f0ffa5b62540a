using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>A document's bytes and field values, made ready on the caller's thread.</summary>
internal sealed record PreparedDocument(byte[] Body, DocumentFields Fields);

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
        insert.Step();
        var doc = insert.Long(0);
        insert.Rewind();
        InsertElements(connection, table, organization, doc, document);
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
        var update = connection.Prepare(table.Update).Bind(version).Bind(document.Body);
        foreach (var value in document.Fields.Values)
            update.Bind(value);
        update.Bind(doc).Run();
        DeleteElements(connection, table, doc);
        InsertElements(connection, table, organization, doc, document);
    }

    public static void Delete(Connection connection, DocumentTable table, long doc)
    {
        DeleteElements(connection, table, doc);
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
}
