using System.Net;
using Hub.Domain.Attachments;
using Hub.Storage;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>What is left of a file whose hub could not commit, or died before it did.</summary>
public sealed class LostUploadTests
{
    [Fact]
    public async Task Content_that_no_commit_names_is_deleted_after_an_hour_and_not_before_and_the_rest_stays()
    {
        var faults = new StoreFaults();
        await using var hub = await TimedHub.StartWith(faults.Install);
        var ticket = await hub.Admin.NewTicket();
        var kept = await hub.Admin.NewFile(ticket, "Kept");
        faults.OnCommit = commit =>
            commit.Changes.Any(change => change.Type == AttachmentKinds.Attachment.Document)
                ? new StorageException("The store is away.")
                : null;
        var lost = await hub.Admin.Attach(ticket, "lost.txt", "text/plain", "Lost"u8.ToArray());
        lost.ExpectProblem(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        Assert.Equal(2, Blobs(hub).Length);

        hub.Advance(TimeSpan.FromMinutes(59));
        await hub.Restart();
        await hub.Idle();
        Assert.Equal(2, Blobs(hub).Length);
        hub.Advance(TimeSpan.FromMinutes(2));

        await Wait.For(() => Task.FromResult(Blobs(hub).Length), count => count == 1);
        Assert.Equal("Kept", (await hub.Admin.Content(ticket, kept)).Expect(HttpStatusCode.OK).Text);
        Assert.Single((await hub.Admin.Get(Path(ticket))).Items);
    }

    private static string[] Blobs(TimedHub hub) =>
        Directory.GetFiles(System.IO.Path.Combine(hub.Host.Folder, "attachments"), "*", SearchOption.AllDirectories);
}
