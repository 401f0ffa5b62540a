using Hub.Connector.Rules;
using Lucene.Net.Analysis.En;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Hub.Connector.Reading;

/// <summary>Finds the operation that a sentence means as models' tools do: by BM25 over names and descriptions.</summary>
internal sealed class Ranking : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>A word of the name counts twice as much as one of the description.</summary>
    private static readonly (string Name, float Weight)[] Fields = [("name", 2), ("description", 1)];

    private readonly EnglishAnalyzer analyzer = new(Version);
    private readonly RAMDirectory directory = new();
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    public Ranking(IEnumerable<ConnectorOperation> operations)
    {
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(Version, analyzer)))
            foreach (var operation in operations)
                writer.AddDocument([
                    new StringField("id", operation.Id!, Lucene.Net.Documents.Field.Store.YES),
                    new TextField("name", operation.Summary, Lucene.Net.Documents.Field.Store.NO),
                    new TextField("description", operation.Description, Lucene.Net.Documents.Field.Store.NO),
                ]);
        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
    }

    /// <returns>The ids of operations, the likeliest first.</returns>
    public IReadOnlyList<string> Of(string sentence, int most = 3)
    {
        var query = new BooleanQuery();
        foreach (var (field, weight) in Fields)
        foreach (var word in Words(field, sentence))
            query.Add(new TermQuery(new Term(field, word)) { Boost = weight }, Occur.SHOULD);
        return [.. searcher.Search(query, most).ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get("id"))];
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
        analyzer.Dispose();
    }

    private List<string> Words(string field, string sentence)
    {
        using var tokens = analyzer.GetTokenStream(field, sentence);
        var term = tokens.AddAttribute<Lucene.Net.Analysis.TokenAttributes.ICharTermAttribute>();
        var words = new List<string>();
        tokens.Reset();
        while (tokens.IncrementToken())
            words.Add(term.ToString());
        tokens.End();
        return words;
    }
}
