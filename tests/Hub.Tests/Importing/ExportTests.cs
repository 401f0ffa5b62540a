using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Importing;

/// <summary>Everything of an organization leaves as JSON lines, and comes in again elsewhere.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task What_one_hub_exports_another_imports()
    {
        await using var source = await ImportedFolder.Start();
        await using var target = await ImportedFolder.Start();
        string secret;
        await using (var hub = await source.Hub())
        {
            var agent = new { name = "Ada King", email = "ada@company.com" };
            var ada = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/users", agent)).Id;
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/companies",
                new { name = "Acme Ltd", domains = new[] { "acme.com" } }
            );
            await Sort(hub);
            var ticket = await hub.Admin.NewTicket(
                new
                {
                    subject = "VPN",
                    description = "Down",
                    requester_email = "una@acme.com",
                    requester_name = "Una Berg",
                    department_id = 2,
                    assignee_id = ada,
                    classification_id = 2,
                    queue_id = 1,
                    tags = new[] { "vpn" },
                    custom_fields = new { floor = 3 },
                }
            );
            await hub.Admin.AddReply(ticket, new { body = "Please look", author_email = "una@acme.com" });
            await hub.Admin.AddReply(ticket, new { body = "A note", @internal = true });
            await hub.Admin.UpdateTicket(ticket, new { status = "resolved" });
            secret = (string)(await hub.Admin.CreateToken(new { name = "Secret" })).Json["token"]!;
        }

        var folder = Path.Combine(target.Files, "export");
        var (code, output, error) = await source.Run("export", folder);

        Assert.True(code == 0, output + error);
        Assert.Contains("tickets: 1", output);
        Assert.Contains("replies: 2", output);
        var all = string.Concat(Directory.GetFiles(folder).Select(File.ReadAllText));
        Assert.DoesNotContain(secret.Split('|')[1], all);
        Assert.DoesNotContain(HubHost.FirstToken.Split('|')[1], all);
        Assert.Contains("\"name\":\"Secret\"", File.ReadAllText(Path.Combine(folder, "tokens.jsonl")));
        Assert.Equal(1, (await source.Run("export", folder)).Code);

        await using (var empty = await target.Hub())
            await Sort(empty, otherFirst: true);
        (code, output, error) = await target.Run("import", folder, "--source", "first-hub");
        Assert.True(
            code == 0,
            output + error + string.Concat(Directory.GetFiles(folder, "*.refused.csv").Select(File.ReadAllText))
        );
        await using var after = await target.Hub();
        await using var before = await source.Hub();
        var (was, now) = (await Ticket(before), await Ticket(after));
        foreach (
            var same in new[]
            {
                "subject",
                "description",
                "status",
                "priority",
                "requester_email",
                "requester_name",
                "tags",
                "custom_fields",
                "created_at",
                "resolved_at",
                "department_id",
                "reply_count",
            }
        )
            Assert.Equal(was[same]?.ToJsonString(), now[same]?.ToJsonString());
        Assert.NotNull(now["assignee_id"]);
        Assert.Equal((3, 1), ((int)now["classification_id"]!, (int)now["queue_id"]!));
        var replies = (await after.Admin.Get($"/api/v1/tickets/{now["id"]}/replies")).Items;
        Assert.Equal(
            ["A note True token", "Please look False contact"],
            replies
                .Select(one => $"{one!["body"]} {(bool)one["internal"]!} {one["author"]!["kind"]}")
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Has Hardware > Laptops and a queue, the former under another number where something else comes first.</summary>
    private static async Task Sort(HubHost hub, bool otherFirst = false)
    {
        if (otherFirst)
            await hub.Admin.NewAt("/api/v1/classifications", new { name = "Laptops" });
        var hardware = HeardEvents.IdOf(await hub.Admin.NewAt("/api/v1/classifications", new { name = "Hardware" }));
        await hub.Admin.NewAt("/api/v1/classifications", new { name = "Laptops", parent_id = hardware });
        await hub.Admin.NewAt("/api/v1/queues", new { name = "Second line" });
    }

    private static async Task<JsonNode> Ticket(HubHost hub) => Assert.Single((await hub.Admin.ListTickets()).Items)!;
}
