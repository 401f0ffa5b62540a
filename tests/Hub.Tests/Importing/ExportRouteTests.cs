using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Hub.Tests.Hosting;

namespace Hub.Tests.Importing;

/// <summary>Everything of an organization as one download, from a hub that runs.</summary>
public sealed class ExportRouteTests
{
    private const string Path = "/api/v1/export";

    [Fact]
    public async Task What_is_downloaded_is_what_the_command_writes_and_comes_in_again()
    {
        await using var source = await ImportedFolder.Start();
        await using var target = await ImportedFolder.Start();
        var folder = System.IO.Path.Combine(target.Files, "download");
        string secret;
        await using (var hub = await source.Hub())
        {
            var ticket = await hub.Admin.NewTicket();
            await hub.Admin.AddReply(ticket, new { body = "Please look", author_email = "user@company.com" });
            secret = (string)(await hub.Admin.CreateToken(new { name = "Secret" })).Json["token"]!;
            var other = await hub.OpenOrganization("OTHER");
            await other.NewTicket(Samples.Ticket("Of somebody else"));

            using var answer = await Download(hub);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
            Assert.EndsWith(".zip", answer.Content.Headers.ContentDisposition!.FileName);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            await using var body = await answer.Content.ReadAsStreamAsync();
            await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Read, leaveOpen: true, null);
            Assert.Distinct(zip.Entries.Select(entry => entry.FullName));
            await zip.ExtractToDirectoryAsync(folder);
        }

        var written = System.IO.Path.Combine(source.Files, "command");
        Assert.Equal(0, (await source.Run("export", written)).Code);
        Assert.Equal(
            Directory.GetFiles(written).Select(System.IO.Path.GetFileName).Order(),
            Directory.GetFiles(folder).Select(System.IO.Path.GetFileName).Order()
        );
        // The command came later: the export and the last use of the token are in the audit log and the tokens by then.
        foreach (var file in Directory.GetFiles(written).Select(System.IO.Path.GetFileName))
            if (file is not ("audit-log.jsonl" or "tokens.jsonl"))
                Assert.Equal(
                    await File.ReadAllTextAsync(System.IO.Path.Combine(written, file!)),
                    await File.ReadAllTextAsync(System.IO.Path.Combine(folder, file!))
                );
        var all = string.Concat(Directory.GetFiles(folder).Select(File.ReadAllText));
        Assert.DoesNotContain(secret.Split('|')[1], all);
        Assert.DoesNotContain(HubHost.FirstToken.Split('|')[1], all);
        Assert.DoesNotContain("Of somebody else", all);

        var (code, output, error) = await target.Run("import", folder, "--source", "first-hub");
        Assert.True(code == 0, output + error);
        Assert.Contains("tickets: 1 made", output);
        await using var after = await target.Hub();
        var imported = Assert.Single((await after.Admin.ListTickets()).Items)!;
        Assert.Equal(1, (int)imported["reply_count"]!);
    }

    [Fact]
    public async Task It_takes_all_scopes_and_is_audited_once()
    {
        await using var hub = await HubHost.Start();
        var reader = await hub.WithScopes("tickets:read", "users:read", "admin:read");

        (await reader.Get(Path)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await hub.As(null).Get(Path)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await hub.Admin.Get($"{Path}?format=csv")).Expect(HttpStatusCode.UnprocessableEntity);
        (await hub.Admin.Send(HttpMethod.Head, Path, null)).Expect(HttpStatusCode.OK);
        using (await Download(hub)) { }

        var act = Assert.Single((await hub.Admin.Get("/api/v1/audit-log?action=exported")).Items)!;
        Assert.Equal("organization", (string)act["subject"]!["type"]!);
        Assert.Equal("GET /api/v1/export", (string)act["route"]!);
        Assert.Equal("token:1", $"{act["actor"]!["type"]}:{act["actor"]!["id"]}");
        Assert.Equal("127.0.0.1", (string)act["address"]!);
    }

    [Fact]
    public async Task There_is_one_at_a_time_and_a_cut_connection_ends_it()
    {
        await using var hub = await HubHost.Start();
        var neighbour = await hub.OpenOrganization("OTHER");
        // More than what lies between the hub and a client that does not read, and nothing that could be packed.
        foreach (var some in Enumerable.Range(0, 400).Chunk(20))
            await Task.WhenAll(
                some.Select(number =>
                    hub.Admin.NewTicket(
                        new
                        {
                            subject = $"Large {number}",
                            description = Convert.ToHexString(RandomNumberGenerator.GetBytes(32_000)),
                            requester_email = "user@company.com",
                        }
                    )
                )
            );

        using (var first = await Download(hub))
        {
            (await hub.Admin.Get(Path)).ExpectProblem(HttpStatusCode.Conflict, "export_running");
            (await neighbour.Get(Path)).Expect(HttpStatusCode.OK);
        }

        // Nobody reads on: that another one may begin means that the work has stopped.
        var next = await Wait.For(() => Download(hub), answer => answer.StatusCode == HttpStatusCode.OK);
        next.Dispose();
    }

    [Fact]
    public async Task One_whose_hub_died_is_held_no_longer_than_a_while()
    {
        var hub = new HubWithFakeClock();
        await hub.InitializeAsync();
        await using var _ = hub;
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        await Exporting.ExportHold.Take(hub.Host.Store, hub.Clock, organization, default);

        (await hub.Admin.Get(Path)).ExpectProblem(HttpStatusCode.Conflict, "export_running");
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        (await hub.Admin.Get(Path)).Expect(HttpStatusCode.OK);
    }

    /// <summary>The answer as soon as it begins; its body is read, or not, by the test.</summary>
    private static Task<HttpResponseMessage> Download(HubHost hub)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", HubHost.FirstToken);
        return hub.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
