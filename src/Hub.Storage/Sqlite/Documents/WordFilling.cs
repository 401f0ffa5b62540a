using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Records;
using Hub.Storage.Sqlite.Engine;
using Microsoft.Extensions.Hosting;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>
/// Brings documents into the full-text indexes that were there before those, some at a time: requests are answered meanwhile, and
/// what is written goes into the index by itself.
/// </summary>
internal sealed class WordFilling(SqliteFile file, BackgroundLoops loops) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Once("word_filling", "What was stored before is not found by search yet", Fill, stoppingToken);

    public static async Task Fill(SqliteFile file, DocumentType type, CancellationToken cancellation)
    {
        var table = file.Tables.For(type);
        while (await file.Writer.Run(new Step(table)))
            cancellation.ThrowIfCancellationRequested();
    }

    private async Task Fill(CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var type in Kinds.Documents.Where(type => type.IsSearched))
            await Fill(file, type, cancellation);
    }

    /// <returns>Whether there may be more.</returns>
    private sealed class Step(DocumentTable table) : WriteWork<bool>
    {
        /// <summary>A few milliseconds of the writer's time.</summary>
        private const int Most = 50;

        private readonly WordTable words = table.Words!;

        protected override bool Write(Connection connection)
        {
            var next = connection.Prepare("SELECT next FROM word_fills WHERE name=?").Bind(words.Name);
            var from = next.Step() ? next.LongOrNull(0) : null;
            next.Rewind();
            if (from is not { } first)
                return false;
            var rows = Read(connection, first);
            foreach (var (doc, organization, body) in rows)
                Add(connection, doc, organization, body);
            connection
                .Prepare("UPDATE word_fills SET next=? WHERE name=?")
                .Bind(rows.Count < Most ? null : rows[^1].Doc + 1)
                .Bind(words.Name)
                .Run();
            return rows.Count == Most;
        }

        private List<(long Doc, Guid Organization, byte[] Body)> Read(Connection connection, long first)
        {
            var found = new List<(long, Guid, byte[])>(Most);
            var rows = connection
                .Prepare($"SELECT doc, organization, body FROM {table.Name} WHERE doc >= ? ORDER BY doc LIMIT ?")
                .Bind(first)
                .Bind(Most);
            while (rows.Step())
                found.Add((rows.Long(0), rows.Guid(1), rows.Blob(2).ToArray()));
            rows.Rewind();
            return found;
        }

        private void Add(Connection connection, long doc, Guid organization, byte[] body)
        {
            try
            {
                words.Update(connection, doc, PreparedWords.Of(organization, table.Type.Extract(body).Words));
            }
            catch (Exception unreadable) when (unreadable is not IOException)
            {
                // Whoever reads it finds that out too, and notes it.
            }
        }
    }
}
