using System.CommandLine;
using Hub.CommandLine;
using Hub.Offline;

namespace Hub.Exporting;

/// <summary><c>export</c>: everything of an organization, as its API shows it.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "A new or empty folder; a file a kind comes into it.",
        };
        var organization = new Option<string?>("--organization")
        {
            Description = "The prefix of the organization; the oldest if not given.",
        };
        var command = new Command(
            "export",
            "Writes everything of an organization as JSON lines, a file a kind, as the API shows it: without secrets. import "
                + "reads tickets, replies, users, contacts, companies and assets of it."
                + StoreCommand.Settings
        )
        {
            folder,
            organization,
        };
        command.SetStoreAction(
            "Stop the hub, export, and start it again.",
            async (parsed, app, cancellation) =>
            {
                var hub = new OfflineHub(app, "export");
                var from = await hub.Open(parsed.GetValue(organization), cancellation);
                var into = parsed.GetRequiredValue(folder);
                if (Directory.Exists(into) && Directory.EnumerateFileSystemEntries(into).Any())
                    throw new StartRefusedException($"{into} is not empty; name a new folder.");
                Directory.CreateDirectory(into);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(
                        into,
                        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                    );
                var output = parsed.InvocationConfiguration.Output;
                var files = new ExportFiles(
                    (name, _) => Task.FromResult<Stream>(File.Create(Path.Combine(into, name))),
                    static _ => ValueTask.CompletedTask
                )
                {
                    Written = (name, count) => output.WriteLineAsync($"{name}: {count:N0}"),
                };
                await new Export(hub.Api, hub.CallerOf(from), files).Run(cancellation);
                return 0;
            },
            OfflineHub.Configure
        );
        return command;
    }
}
