using System.CommandLine;
using Hub.CommandLine;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Offline;
using Hub.Ports.Store;

namespace Hub.Reports;

/// <summary><c>reports</c>: verifies the counters of reports, and counts them anew.</summary>
internal static class ReportsCommand
{
    private const string StopTheHub = "Stop the hub, do this, and start it again.";

    /// <summary>So many differences are told one by one.</summary>
    private const int MostTold = 100;

    public static Command Create() =>
        new("reports", "Verifies the counters that reports are made of." + StoreCommand.Settings)
        {
            OnEach(
                "verify",
                "Counts all tickets and tells each number that the counters have otherwise. Changes nothing but that it counts "
                    + "what the hub has not counted yet. While hubs run, what happens meanwhile may be among the differences.",
                Verify
            ),
            OnEach("rebuild", "Begins new counters and counts all tickets into them.", Rebuild),
        };

    private static Command OnEach(
        string name,
        string text,
        Func<ReportRecounting, Organization, TextWriter, CancellationToken, Task<bool>> work
    )
    {
        var prefix = new Option<string?>("--organization")
        {
            Description = "The prefix of the organization; all of them if not given.",
        };
        var command = new Command(name, text) { prefix };
        command.SetStoreAction(StopTheHub, async (parsed, app, cancellation) =>
        {
            var (store, only) = (app.Services.GetRequiredService<IStore>(), parsed.GetValue(prefix));
            var query = new Query
            {
                Partition = Organization.Partition,
                Filter = only is null ? Filter.All : Filter.Equal("prefix", FieldValue.Text(only)),
            };
            var recounting = app.Services.GetRequiredService<ReportRecounting>();
            await recounting.CatchUp(cancellation);
            var (isWell, isAny) = (true, false);
            var all = store.All(Organization.Document, OrganizationId.Hub, query, cancellation);
            await foreach (var organization in all)
            {
                isAny = true;
                isWell &= await work(
                    recounting,
                    organization.Value,
                    parsed.InvocationConfiguration.Output,
                    cancellation
                );
            }
            if (!isAny)
                throw OfflineHub.NoOrganization(only);
            return isWell ? 0 : 2;
        });
        return command;
    }

    private static async Task<bool> Verify(
        ReportRecounting recounting,
        Organization organization,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var (tickets, differences) = await recounting.Verify(organization.Id, cancellation);
        await output.WriteLineAsync(
            differences.Count == 0
                ? $"{organization.Prefix}: the counters agree with {tickets:N0} tickets."
                : $"{organization.Prefix}: {differences.Count:N0} numbers differ from those of {tickets:N0} tickets; "
                    + "reports rebuild counts them anew."
        );
        foreach (var difference in differences.Take(MostTold))
            await output.WriteLineAsync($"  {difference}");
        return differences.Count == 0;
    }

    private static async Task<bool> Rebuild(
        ReportRecounting recounting,
        Organization organization,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        await recounting.Rebuild(organization.Id, cancellation);
        await output.WriteLineAsync($"{organization.Prefix}: counted anew.");
        return true;
    }
}
