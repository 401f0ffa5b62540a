using Hub.Tests.Hosting;
using Hub.Tests.Importing;

namespace Hub.Tests.Reports;

/// <summary>The command line's <c>reports</c>, and what is counted of imports and across restarts.</summary>
public sealed class ReportsCommandTests
{
    [Fact]
    public async Task Counters_are_verified_and_rebuilt()
    {
        await using var folder = await ImportedFolder.Start();
        await using (var hub = await folder.Hub())
            await hub.Admin.UpdateTicket(await hub.Admin.NewTicket(), new { status = "resolved" });

        var (code, output, error) = await folder.Run("reports", "verify");
        Assert.True(code == 0, output + error);
        Assert.Contains("agree with 1 tickets", output);
        (code, output, error) = await folder.Run("reports", "rebuild");
        Assert.True(code == 0, output + error);
        Assert.Contains("counted anew", output);
        (code, output, error) = await folder.Run("reports", "verify");
        Assert.True(code == 0, output + error);
        (code, _, error) = await folder.Run("reports", "verify", "--organization", "NOBODY");
        Assert.Equal(1, code);
        Assert.Contains("no organization with the prefix NOBODY", error);
    }

    [Fact]
    public async Task What_is_imported_is_counted_on_its_own_days()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write(
            "tickets.csv",
            """
            external_id,subject,description,requester_email,status,created_at,resolved_at
            1,VPN,Down,una@acme.com,resolved,2026-03-01T10:00:00Z,2026-03-02T10:00:00Z
            2,Fax,Down,una@acme.com,open,2026-03-03T10:00:00Z,
            """
        );
        var (code, output, error) = await folder.Import();
        Assert.True(code == 0, output + error);

        await using var hub = await folder.Hub();
        var total = await Wait.For(
            async () => (await hub.Admin.Report("volume", "from=2026-03-01&to=2026-03-03")).Data,
            data => !(bool)data["building"]!
        );

        Assert.Equal((2, 1), ((int)total["total"]!["created"]!, (int)total["total"]!["resolved"]!));
        Assert.Equal(["1", "0", "1"], await hub.Admin.Lines("backlog", "from=2026-03-01&to=2026-03-03", "open"));
    }
}
