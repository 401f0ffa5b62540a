using System.Net;
using Hub.Domain.Attachments;
using Hub.Storage;
using Hub.Tests.Hosting;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>Files that are uploaded before anybody says for which ticket.</summary>
public sealed class WaitingFilesTests
{
    [Fact]
    public async Task A_reply_that_was_cut_short_is_sent_again_and_has_its_file_once()
    {
        var faults = new StoreFaults();
        await using var hub = await HubHost.StartIn(null, faults.Install);
        var ticket = await hub.Admin.NewTicket();
        var file = await Upload(hub);
        foreach (var type in new[] { "ticket", "reply" })
        {
            // Once before it has come to the ticket, and once after it has.
            faults.OnCommit = commit =>
                commit.Changes.Any(change => change.Type.Name == type)
                    ? new StorageException("The store is away.")
                    : null;
            (await Reply(hub, ticket, file)).ExpectProblem(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        }
        faults.OnCommit = null;

        var reply = (await Reply(hub, ticket, file)).Expect(HttpStatusCode.Created).Id;

        Assert.Equal(reply, (long)(await hub.Admin.Attachment(ticket, file)).Data["reply_id"]!);
        Assert.Equal("Notes", (await hub.Admin.Content(ticket, file)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(AttachmentFacts.Added, Assert.Single(await hub.AttachmentEvents(ticket)).Fact);
        (await hub.Admin.Send(HttpMethod.Delete, $"/v1/media/{file}", null)).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_reply_has_it_until_it_is_cleared(bool clean)
    {
        await using var scanner = await LocalScanner.Start();
        await using var hub = await HubHost.Start([.. scanner.Settings(), "--Attachments:Scanner:WaitSeconds=0"]);
        scanner.Hold();
        var ticket = await hub.Admin.NewTicket();
        var file = await Upload(hub, clean ? "Notes"u8.ToArray() : ScanningTests.Eicar);

        (await Reply(hub, ticket, file)).ExpectInvalid("attachment_ids");
        scanner.Release();
        var status = clean ? "ready" : "refused";
        await Wait.For(() => hub.Admin.Get($"/v1/media/{file}"), answer => (string)answer.Data["status"]! == status);

        var reply = await Reply(hub, ticket, file);
        if (clean)
            reply.Expect(HttpStatusCode.Created);
        else
            reply.ExpectInvalid("attachment_ids");
        Assert.Equal(clean ? 1 : 0, (await hub.Admin.Get(Path(ticket))).Items.Count);
    }

    private static async Task<long> Upload(HubHost hub, byte[]? content = null) =>
        (
            await hub.Admin.SendBytes(
                HttpMethod.Post,
                "/v1/media?filename=notes.txt",
                content ?? "Notes"u8.ToArray(),
                "text/plain"
            )
        )
            .Expect(HttpStatusCode.Created)
            .Id;

    private static Task<Answer> Reply(HubHost hub, long ticket, long file) =>
        hub.Admin.AddReply(ticket, new { body = "See there", attachment_ids = new[] { file } });
}
