using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>
/// A document type's full-text index, by the documents' row numbers: SQLite's own (FTS5), which keeps no texts. Beside it stands
/// by which words each document was written, so that a change of anything else leaves the index alone.
/// </summary>
/// <remarks>
/// Words come as <see cref="SearchWords"/> has them, and the tokenizer does nothing but part them. The organization is one of
/// them, with a sign before it that is no letter: another one's documents cost nobody anything.
/// </remarks>
internal sealed class WordTable(DocumentTable documents)
{
    /// <summary>Which indexes are laid out how, and from which row on documents are still missing in them.</summary>
    public const string Fills =
        "CREATE TABLE IF NOT EXISTS word_fills (name TEXT PRIMARY KEY, declaration TEXT NOT NULL, next INTEGER)";

    private readonly string name = $"w_{documents.Type.Name}";
    private readonly string marks = $"m_{documents.Type.Name}";
    private readonly string insert = $"INSERT OR REPLACE INTO w_{documents.Type.Name} (rowid, words) VALUES (?, ?)";
    private readonly string insertMark = $"INSERT OR REPLACE INTO m_{documents.Type.Name} VALUES (?, ?)";
    private readonly string findMark = $"SELECT mark FROM m_{documents.Type.Name} WHERE doc=?";

    public string Name => name;

    public string Declaration => string.Join('\n', Create().Append(SearchWords.Rule));

    /// <summary>Finds the newest rows; the words are still to be bound, as <see cref="Match"/> says them.</summary>
    public string Find(string words) =>
        $"SELECT rowid FROM {name} WHERE {name} MATCH {words} ORDER BY rowid DESC LIMIT {Filter.Words.MostFound}";

    public static string Match(Guid organization, Filter.Words words)
    {
        var match = new StringBuilder($"\"{PreparedWords.Sign(organization)}\"");
        foreach (var term in words.Terms)
            match.Append($" AND \"{term.Word}\"{(term.IsPrefix ? "*" : "")}");
        return match.ToString();
    }

    /// <summary>Lays the index out anew where it is another one than today's. Those documents that there are come in later.</summary>
    public void LayOut(Connection connection)
    {
        var known = connection.Prepare("SELECT declaration FROM word_fills WHERE name=?").Bind(name);
        var isToday = known.Step() && known.Text(0) == Declaration;
        known.Rewind();
        if (isToday)
            return;
        foreach (var table in (string[])[name, marks])
            connection.Run($"DROP TABLE IF EXISTS {table}");
        foreach (var statement in Create())
            connection.Run(statement);
        connection
            .Prepare($"INSERT OR REPLACE INTO word_fills VALUES (?, ?, (SELECT min(doc) FROM {documents.Name}))")
            .Bind(name)
            .Bind(Declaration)
            .Run();
    }

    /// <summary>The rows are about to be laid out anew, under other numbers.</summary>
    public void Drop(Connection connection) =>
        connection.Prepare("DELETE FROM word_fills WHERE name=?").Bind(name).Run();

    public void Insert(Connection connection, long doc, PreparedWords words)
    {
        connection.Prepare(insert).Bind(doc).Bind(words.Text).Run();
        connection.Prepare(insertMark).Bind(doc).Bind(words.Mark).Run();
    }

    public void Update(Connection connection, long doc, PreparedWords words)
    {
        var mark = connection.Prepare(findMark).Bind(doc);
        var isSame = mark.Step() && mark.Long(0) == words.Mark;
        mark.Rewind();
        if (!isSame)
            Insert(connection, doc, words);
    }

    public void Delete(Connection connection, long doc)
    {
        connection.Prepare($"DELETE FROM {name} WHERE rowid=?").Bind(doc).Run();
        connection.Prepare($"DELETE FROM {marks} WHERE doc=?").Bind(doc).Run();
    }

    private IEnumerable<string> Create() =>
        [
            $"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, detail='none', "
                + "tokenize='ascii', prefix='2 3')",
            $"CREATE TABLE {marks} (doc INTEGER PRIMARY KEY, mark INTEGER NOT NULL)",
        ];
}
