using System.Diagnostics;
using System.Text;
using Hub.Tests.Hosting;

namespace Hub.Tests.Importing;

/// <summary>An import may end anywhere: the next one goes on, and what the file has comes in once.</summary>
public sealed class KilledImportTests
{
    private const int Rows = 3_000;

    [Fact]
    public async Task Killed_in_the_middle_and_run_again_it_makes_exactly_the_rows_of_the_file()
    {
        await using var folder = await ImportedFolder.Start();
        var text = new StringBuilder("external_id,subject,description,requester_email,status,created_at\n");
        for (var row = 1; row <= Rows; row++)
            text.Append(
                $"Z-{row},Row {row},x,user{row % 40}@acme.com,{(row % 3 == 0 ? "resolved" : "open")},2025-02-01 10:00\n"
            );
        folder.Write("tickets.csv", text.ToString());
        // Tickets with replies come to where they stood when those are in, the others as they are made.
        var replies = new StringBuilder("external_id,ticket_id,body,author_email,created_at\n");
        for (var row = 3; row <= Rows; row += 30)
            replies.Append($"R-{row},Z-{row},Well again,user{row % 40}@acme.com,2025-02-01 11:00\n");
        folder.Write("replies.csv", replies.ToString());

        // Twice: in the middle of the rows, and in that of what they came to.
        await KillWhen(folder, line => line.Contains("of 3,000"));
        await KillWhen(folder, line => line.StartsWith("tickets (status)", StringComparison.Ordinal));
        var (code, output, error) = await folder.Import();

        Assert.True(code == 0, output + error);
        await using (var hub = await folder.Hub())
        {
            Assert.Equal(Rows, await Total(hub, ""));
            Assert.Equal(Rows / 3, await Total(hub, "status=resolved"));
            var subjects = new HashSet<string>();
            for (var page = 1; page <= Rows / 100; page++)
                subjects.UnionWith(
                    (await hub.Admin.ListTickets($"per_page=100&page={page}")).Items.Select(one =>
                        (string)one!["subject"]!
                    )
                );
            Assert.Equal(Rows, subjects.Count);
            Assert.Equal(40, (int)(await hub.Admin.Get("/api/v1/contacts")).Json["meta"]!["total"]!);
        }
        Assert.Contains("tickets: 0 made, 3,000 there before", (await folder.Import()).Output);
    }

    private static async Task<int> Total(HubHost hub, string query) =>
        (int)(await hub.Admin.ListTickets(query)).Json["meta"]!["total"]!;

    /// <summary>SIGKILL, as soon as it says so.</summary>
    private static async Task KillWhen(ImportedFolder folder, Predicate<string> said)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Hub.dll"), "import", folder.Files, .. folder.Settings]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (said(line))
                break;
        process.Kill();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
    }
}
