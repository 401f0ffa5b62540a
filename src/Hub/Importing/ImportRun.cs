using Hub.Domain.Organizations;
using Hub.Offline;
using Hub.Storage;

namespace Hub.Importing;

/// <summary>A file, and the kind of its rows.</summary>
internal sealed record KindFile(ImportKind Kind, string Path);

/// <summary>One import: the files in the order in which their kinds refer to each other, then where tickets came to stand.</summary>
internal sealed class ImportRun(
    OfflineHub hub,
    Organization organization,
    ImportSettings settings,
    TextWriter output,
    bool isTerminal
)
{
    /// <returns>Whether every row is in.</returns>
    public async Task<bool> Run(IReadOnlyList<KindFile> files, CancellationToken cancellation)
    {
        var ordered = files.OrderBy(file => ImportKind.All.ToList().IndexOf(file.Kind)).ToList();
        var reports = ordered.ToDictionary(file => file, file => new RefusedRows(file.Path));
        var importer = new Importer(hub, organization, settings) { Awaiting = TicketsOf(ordered) };
        try
        {
            foreach (var file in ordered)
                await Each(importer, file, "", reports[file], importer.Make, cancellation);
            foreach (var file in ordered.Where(file => file.Kind.HasStatus))
            {
                if (importer.HasLeftSome)
                    await Each(importer, file, " (status)", reports[file], importer.Move, cancellation);
                await output.WriteLineAsync($"{file.Kind.Name}: {importer.Moved:N0} brought to where they stood");
            }
        }
        finally
        {
            foreach (var report in reports.Values)
                report.Dispose();
        }
        foreach (var (_, report) in reports.Where(report => report.Value.Count > 0))
            await output.WriteLineAsync(
                $"{report.Count:N0} row{(report.Count == 1 ? " was" : "s were")} refused; {report.Path} says why."
            );
        return reports.Values.All(report => report.Count == 0);
    }

    /// <summary>The tickets that files of replies have replies to.</summary>
    private HashSet<string> TicketsOf(IEnumerable<KindFile> files) =>
        [
            .. files
                .Where(file => file.Kind.IsOfTicket)
                .SelectMany(file =>
                {
                    var mapping = new RowMapping(settings.Map, file.Kind, new NameBook());
                    return ImportFile.Read(file.Path).Select(row => mapping.Map(row).Ticket).OfType<string>();
                }),
        ];

    private async Task Each(
        Importer importer,
        KindFile file,
        string step,
        RefusedRows refused,
        Func<ImportKind, IReadOnlyList<MappedRow>, CancellationToken, Task<RowResult[]>> work,
        CancellationToken cancellation
    )
    {
        if (step.Length == 0)
            refused.Begin();
        await importer.LoadNames(cancellation);
        var mapping = importer.MappingOf(file.Kind);
        var progress = new Progress(output, isTerminal, TimeProvider.System);
        var total = ImportFile.Read(file.Path).LongCount();
        var (done, made) = (0L, 0L);
        foreach (var chunk in ImportFile.Read(file.Path).Chunk(Importer.ChunkSize))
        {
            MappedRow[] rows = [.. chunk.Select(mapping.Map)];
            var results = await work(file.Kind, rows, cancellation);
            for (var at = 0; at < rows.Length; at++)
                if (results[at].Refusal is { } reason)
                    refused.Add(rows[at], reason);
            made += results.Count(result => result.IsMade);
            done += rows.Length;
            progress.Show(file.Kind.Name + step, done, total);
        }
        if (step.Length == 0)
            await output.WriteLineAsync(
                $"{file.Kind.Name}: {made:N0} made, {total - made - refused.Count:N0} there before, {refused.Count:N0} refused"
            );
    }
}
