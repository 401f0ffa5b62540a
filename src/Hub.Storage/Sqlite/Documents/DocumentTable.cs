using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Text;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>
/// A document type's tables: one row a document with a column per declared field, one table per declared list. Holds
/// the texts of the statements, so that each is prepared once.
/// </summary>
internal sealed class DocumentTable
{
    public DocumentTable(DocumentType type, string? name = null)
    {
        Type = type;
        Name = name ?? $"d_{type.Name}";
        var columns = type.Fields.Select(Column).ToList();
        Locate = $"SELECT doc, version, length(body) FROM {Name} WHERE organization=? AND part=? AND id=?";
        Read = $"SELECT version, body FROM {Name} WHERE organization=? AND part=? AND id=?";
        Insert =
            $"INSERT INTO {Name} (organization, part, id, version, body{Joined(columns, column => $", {column}")}) "
            + $"VALUES (?, ?, ?, ?, ?{Joined(columns, _ => ", ?")})";
        Fields = $"SELECT {string.Join(", ", columns.DefaultIfEmpty("doc"))} FROM {Name} WHERE doc=?";
        Delete = $"DELETE FROM {Name} WHERE doc=?";
        Holders =
        [
            .. type.Fields.Select(field =>
                $"SELECT id FROM {Name} WHERE organization=? AND part=? AND {Column(field)}=?"
            ),
        ];
        ElementHolders = [.. type.Arrays.Select(SelectHolders)];
        Elements = [.. type.Arrays.Select(SelectElements)];
        InsertElements = [.. type.Arrays.Select(InsertElement)];
        DeleteElements = [.. type.Arrays.Select(array => $"DELETE FROM {ArrayName(array)} WHERE doc=?")];
        Words = type.IsSearched ? new WordTable(this) : null;
    }

    public DocumentType Type { get; }

    public string Name { get; }

    public string Locate { get; }

    public string Read { get; }

    public string Insert { get; }

    /// <summary>A row's values of the declared fields.</summary>
    public string Fields { get; }

    public string Delete { get; }

    /// <summary>Per field: who holds a value of it in a partition.</summary>
    public IReadOnlyList<string> Holders { get; }

    /// <summary>Per list: whose list in a partition has an element, by the first of its fields.</summary>
    public IReadOnlyList<string> ElementHolders { get; }

    /// <summary>Per list: a document's elements in the order in which they were inserted.</summary>
    public IReadOnlyList<string> Elements { get; }

    public IReadOnlyList<string> InsertElements { get; }

    public IReadOnlyList<string> DeleteElements { get; }

    /// <summary>Its full-text index, which is no part of the declaration: it is laid out and filled by itself.</summary>
    public WordTable? Words { get; }

    /// <summary>Everything that makes the tables what they are; another text means they must be laid out anew.</summary>
    public string Declaration => string.Join('\n', Type.HasFolds ? Create().Append(CaseFolding.Rule) : Create());

    public static string Column(Field field) => $"f_{field.Name}";

    public string NameOf(FieldIndex index) => $"{Name}_by_{string.Join('_', index.Fields)}";

    public string ArrayName(ArrayField array) => $"{Name}__{array.Name}";

    public IEnumerable<string> Create()
    {
        yield return $"CREATE TABLE {Name} (doc INTEGER PRIMARY KEY, organization BLOB NOT NULL, part TEXT NOT NULL, "
            + $"id TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL{Joined(Type.Fields, field => $", {Column(field)} {Affinity(field)}")})";
        yield return $"CREATE UNIQUE INDEX {Name}_key ON {Name} (organization, part, id)";
        foreach (var field in Type.Fields.Where(field => field.Unique))
            yield return $"CREATE INDEX {Name}_unique_{field.Name} ON {Name} (organization, part, {Column(field)})";
        foreach (var index in Type.Indexes)
            yield return $"CREATE INDEX {NameOf(index)} ON {Name} "
                + $"(organization{Joined(index.Fields, name => $", f_{name}")}, id)"
                + (index.IsSparse ? $" WHERE f_{index.Fields[0]} IS NOT NULL" : "");
        foreach (var array in Type.Arrays)
        {
            var table = ArrayName(array);
            yield return $"CREATE TABLE {table} (doc INTEGER NOT NULL, organization BLOB NOT NULL"
                + $"{Joined(array.Elements, field => $", {Column(field)} {Affinity(field)}")})";
            yield return $"CREATE INDEX {table}_doc ON {table} (doc)";
            // What is common is no way to an element, but goes along, so that conditions on it are read from the index.
            var common = Joined(array.Elements.Where(field => field.Common), field => $", {Column(field)}");
            foreach (var field in Found(array))
                yield return $"CREATE INDEX {table}_{field.Name} ON {table} "
                    + $"(organization, {Column(field)}{common}, doc)";
        }
        foreach (var statement in PlannerStatistics.Of(this))
            yield return statement;
    }

    /// <summary>What elements of a list are looked up by.</summary>
    public static IEnumerable<Field> Found(ArrayField array) => array.Elements.Where(field => !field.Common);

    public IEnumerable<string> Drop()
    {
        foreach (var array in Type.Arrays)
            yield return $"DROP TABLE IF EXISTS {ArrayName(array)}";
        yield return $"DROP TABLE IF EXISTS {Name}";
    }

    /// <summary>Writes the body and some of the fields; indexes of the others are left alone.</summary>
    public string Update(IReadOnlyList<int> fields) =>
        $"UPDATE {Name} SET version=?, body=?{Joined(fields, field => $", {Column(Type.Fields[field])}=?")} WHERE doc=?";

    private string SelectHolders(ArrayField array) =>
        $"SELECT id FROM {Name} WHERE organization=?1 AND part=?2 AND doc IN "
        + $"(SELECT doc FROM {ArrayName(array)} WHERE organization=?1 AND {Column(array.Elements[0])}=?3)";

    private string SelectElements(ArrayField array) =>
        $"SELECT {string.Join(", ", array.Elements.Select(Column))} FROM {ArrayName(array)} WHERE doc=? ORDER BY rowid";

    private string InsertElement(ArrayField array) =>
        $"INSERT INTO {ArrayName(array)} (doc, organization{Joined(array.Elements, field => $", {Column(field)}")}) "
        + $"VALUES (?, ?{Joined(array.Elements, _ => ", ?")})";

    private static string Affinity(Field field) =>
        field.Kind switch
        {
            FieldKind.Text or FieldKind.FoldedText => "TEXT",
            FieldKind.Number => "REAL",
            _ => "INTEGER",
        };

    private static string Joined<T>(IEnumerable<T> items, Func<T, string> text) =>
        items.Aggregate(new StringBuilder(), (builder, item) => builder.Append(text(item))).ToString();
}
