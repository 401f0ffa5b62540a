using Hub.Domain.Documents;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite;

/// <summary>Whether the unique values of a document are held by nobody else, once all changes of its commit are made.</summary>
internal readonly struct UniqueCheck(Connection connection, Commit commit, PreparedChange[] changes)
{
    public CommitResult.Taken? Of(PreparedChange change, PreparedDocument document)
    {
        var type = change.Table.Type;
        for (var index = 0; index < type.Fields.Count; index++)
            if (type.Fields[index].Unique && document.Fields.Values[index] is { IsPresent: true } value)
                if (
                    IsTakenHere(change, index, value)
                    || (
                        IsHeldByAnother(change, change.Table.Holders[index], value)
                        && !HeldItBefore(change, index, value)
                    )
                )
                    return new CommitResult.Taken(type.Name, type.Fields[index].Name);
        for (var index = 0; index < type.Arrays.Count; index++)
            if (type.Arrays[index].Unique)
                foreach (var element in document.Fields.Arrays[index])
                    if (
                        IsElementTakenHere(change, index, element[0])
                        || IsHeldByAnother(change, change.Table.ElementHolders[index], element[0])
                    )
                        return new CommitResult.Taken(type.Name, type.Arrays[index].Name, element[0].AsText);
        return null;
    }

    private bool IsTakenHere(PreparedChange change, int field, FieldValue value)
    {
        foreach (var other in changes)
            if (other != change && other.Table == change.Table && other.Document?.Fields.Values[field] == value)
                return true;
        return false;
    }

    private bool IsElementTakenHere(PreparedChange change, int array, FieldValue value)
    {
        foreach (var other in changes)
            if (other != change && other.Table == change.Table && other.Document is { } document)
                foreach (var element in document.Fields.Arrays[array])
                    if (element[0] == value)
                        return true;
        return false;
    }

    /// <summary>
    /// Two that were told apart when they were written may be one today, since texts are folded by another rule: each may stay
    /// what it is.
    /// </summary>
    private bool HeldItBefore(PreparedChange change, int field, FieldValue value)
    {
        if (change.Row is not { } doc)
            return false;
        var row = connection.Prepare(change.Table.Fields).Bind(doc);
        var held = row.Step() && row.Holds(field, value);
        row.Rewind();
        return held;
    }

    /// <param name="select">Who holds the value in the partition.</param>
    private bool IsHeldByAnother(PreparedChange change, string select, FieldValue value)
    {
        var holders = connection.Prepare(select).Bind(commit.Organization.Value).Bind(commit.Partition).Bind(value);
        var held = false;
        while (!held && holders.Step())
            held = !IsChangedHere(change.Table, holders.Text(0));
        holders.Rewind();
        return held;
    }

    private bool IsChangedHere(DocumentTable table, string id)
    {
        foreach (var change in changes)
            if (change.Table == table && change.Id == id)
                return true;
        return false;
    }
}
