using System.CommandLine;
using Hub.CommandLine;
using Hub.Offline;
using Hub.Reports;

namespace Hub.Importing;

/// <summary><c>import</c>: rows of another system, or of an export of the hub.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files")
        {
            Description =
                "CSV or JSON lines, each named by what it holds: tickets.csv, replies.jsonl, contacts.csv, users.csv, "
                + "companies.csv, assets.csv. A folder stands for those in it.",
            Arity = ArgumentArity.OneOrMore,
        };
        var map = new Option<string>("--map")
        {
            Description = "Whose columns they are: hub, zendesk or osticket.",
            DefaultValueFactory = _ => "hub",
        };
        map.AcceptOnlyFromAmong([.. ImportMap.All.Select(one => one.Name)]);
        var source = new Option<string?>("--source")
        {
            Description = "Names the system whose ids the rows have; the map's name if not given.",
        };
        var organization = new Option<string?>("--organization")
        {
            Description = "The prefix of the organization that they go to; the oldest if not given.",
        };
        var events = new Option<bool>("--events")
        {
            Description = "Tells webhooks of every row, as of something that happens now. Without it nobody is told.",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Checks every row and writes nothing but the report.",
        };
        var command = new Command(
            "import",
            "Imports tickets, replies, users, contacts, companies and assets. Original dates are kept. Interrupted, or run again "
                + "with more rows, it passes over what it has made. What is refused stands with the reason in <file>.refused.csv."
                + StoreCommand.Settings
        )
        {
            files,
            map,
            source,
            organization,
            events,
            dryRun,
        };
        command.SetStoreAction(
            "Stop the hub, import, and start it again.",
            async (parsed, app, cancellation) =>
            {
                var hub = new OfflineHub(app, "import");
                var into = await hub.Open(parsed.GetValue(organization), cancellation);
                (hub.Store.Tells, hub.Store.IsDryRun) = (parsed.GetValue(events), parsed.GetValue(dryRun));
                var chosen = ImportMap.All.First(one => one.Name == parsed.GetValue(map));
                var run = new ImportRun(
                    hub,
                    into,
                    new ImportSettings(chosen, parsed.GetValue(source) ?? chosen.Name, parsed.GetValue(dryRun)),
                    parsed.InvocationConfiguration.Output,
                    isTerminal: !Console.IsOutputRedirected
                );
                var given = parsed.GetRequiredValue(files).Where(one => !IsSetting(one));
                var recounts = new ReportRecounts(hub.Store);
                // Before and after: one that is cut short is counted as far as it came.
                await recounts.Ask(into.Id, cancellation);
                var isDone = await run.Run(Kinds(given), cancellation);
                await recounts.Ask(into.Id, cancellation);
                return isDone ? 0 : 2;
            },
            OfflineHub.Configure,
            parsed => parsed.GetRequiredValue(files).Where(IsSetting)
        );
        return command;
    }

    private static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    private static IReadOnlyList<KindFile> Kinds(IEnumerable<string> given)
    {
        var files = given.SelectMany<string, string>(path =>
            Directory.Exists(path) ? Directory.GetFiles(path).Where(IsRows).Order(StringComparer.Ordinal) : [path]
        );
        return [.. files.Select(path => new KindFile(KindOf(path), path))];
    }

    /// <summary>Whether a file of a folder is meant: an export has other kinds beside, and an import its reports.</summary>
    private static bool IsRows(string path) =>
        Named(path) is not null
        && ImportFile.IsReadable(path)
        && !path.EndsWith(RefusedRows.Ending, StringComparison.Ordinal);

    private static ImportKind? Named(string path) =>
        ImportKind.Find(Path.GetFileName(path).Split('.', '-')[0].ToLowerInvariant());

    private static ImportKind KindOf(string path)
    {
        if (!File.Exists(path))
            throw new StartRefusedException($"There is no file {path}.");
        return Named(path)
            ?? throw new StartRefusedException(
                $"{Path.GetFileName(path)} does not say what it holds: its name begins with "
                    + $"{string.Join(", ", ImportKind.All.Select(kind => kind.Name))}."
            );
    }
}
