using System.Text.Json.Nodes;
using Hub.Domain.Audit;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Tests.Hosting;

namespace Hub.Tests.Importing;

/// <summary>What is longer than any list shows is exported whole. Over the same routes on either engine, so on the quicker one alone.</summary>
public sealed class LongExportTests
{
    [Fact]
    public async Task An_audit_log_that_is_longer_than_its_list_is_exported_whole()
    {
        const int Acts = 10_300;
        await using var source = await ImportedFolder.Start();
        int listed;
        await using (var hub = await source.Hub())
        {
            var organization = await hub.OrganizationOf(hub.Admin);
            // Fewer at once than a transaction of Cosmos DB takes.
            foreach (var some in Enumerable.Range(1, Acts).Chunk(50))
                Assert.IsType<CommitResult.Done>(
                    await hub.Store.Commit(
                        new Commit(organization, "acts")
                        {
                            Changes = [.. some.Select(number => Act(organization, number))],
                        },
                        default
                    )
                );
            listed = (int)(await hub.Admin.Get("/api/v1/audit-log?per_page=1")).Json["meta"]!["total"]!;
        }

        var folder = Path.Combine(source.Files, "export");
        var (code, output, error) = await source.Run("export", folder);

        Assert.True(code == 0, output + error);
        var ids = File.ReadLines(Path.Combine(folder, "audit-log.jsonl"))
            .Select(line => (long)JsonNode.Parse(line)!["id"]!)
            .ToList();
        Assert.True(listed >= Acts);
        Assert.Equal(listed, ids.Count);
        Assert.Equal(listed, ids.Distinct().Count());
    }

    /// <summary>Many of the same moment.</summary>
    private static Put<AuditEntry> Act(OrganizationId organization, int number)
    {
        var entry = new AuditEntry
        {
            Id = number,
            Organization = organization,
            At = Samples.Morning.AddMilliseconds(number / 7),
            Action = "updated",
            Actor = AuditActor.System,
            Subject = new AuditSubject("department", $"{number}"),
        };
        return new(AuditEntry.Document, entry.Key, entry, Expected.Absent);
    }
}
