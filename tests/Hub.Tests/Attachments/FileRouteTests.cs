using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hub.Tests.Hosting;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>A hub that takes small files of some types only, for two organizations.</summary>
public sealed class HubWithSmallFiles : RunningHub
{
    internal HubClient Neighbour { get; private set; } = null!;

    private protected override Task<HubHost> StartHost() =>
        HubHost.Start("--Attachments:MaxBytes=1000", "--Attachments:RefusedTypes:0=image/gif");

    private protected override async Task Arrange() => Neighbour = await Host.OpenOrganization("OTHER");
}

/// <summary>The route that takes a file alone, as the body: what makers of flows have.</summary>
public sealed class FileRouteTests(HubWithSmallFiles hub) : IClassFixture<HubWithSmallFiles>
{
    [Fact]
    public async Task A_file_is_an_attachment_byte_for_byte_where_its_Location_says()
    {
        var ticket = await hub.Admin.NewTicket();

        var added = await Add(ticket, "photo.png", "image/png", Png, "&caption=Wet");

        added.Expect(HttpStatusCode.Created);
        Assert.EndsWith(Path(ticket, added.Id), added.Header("Location"), StringComparison.Ordinal);
        var shown = (await hub.Admin.Attachment(ticket, added.Id)).Expect(HttpStatusCode.OK).Data;
        Assert.Equal(
            ("photo.png", "Wet", "image/png", Png.Length),
            ((string?)shown["name"], (string?)shown["caption"], (string?)shown["media_type"], (int)shown["size"]!)
        );
        Assert.Equal(added.Header("ETag"), (await hub.Admin.Attachment(ticket, added.Id)).Header("ETag"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Png)), (string?)shown["sha256"]);
    }

    [Fact]
    public async Task A_file_of_JSON_is_a_file_and_no_link()
    {
        var ticket = await hub.Admin.NewTicket();
        var text = "{\"url\": \"https://wiki.example.com\"}";

        var added = await Add(ticket, "link.json", "application/json", Encoding.UTF8.GetBytes(text));

        added.Expect(HttpStatusCode.Created);
        Assert.Equal(text, (await hub.Admin.Content(ticket, added.Id)).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?filename=")]
    [InlineData("?filename=%20")]
    public async Task Without_a_name_it_is_422_on_filename(string query)
    {
        var ticket = await hub.Admin.NewTicket();

        var answer = await hub.Admin.SendBytes(HttpMethod.Post, $"{Route(ticket)}{query}", Png, "image/png");

        answer.ExpectInvalid("filename");
        await HasNone(ticket);
    }

    [Fact]
    public async Task What_is_too_large_empty_or_of_a_refused_type_changes_nothing()
    {
        var ticket = await hub.Admin.NewTicket();

        (await Add(ticket, "a.txt", "text/plain", new byte[1_001])).ExpectProblem(
            HttpStatusCode.RequestEntityTooLarge,
            "attachment_too_large"
        );
        foreach (
            var (name, type, content, code) in new[]
            {
                ("a.txt", "text/plain", Array.Empty<byte>(), "attachment_empty"),
                ("a.gif", "image/gif", "GIF89a..."u8.ToArray(), "attachment_type_refused"),
                ("a.txt", "text/plain", Executable, "attachment_type_refused"),
                ("a.png", "image/png", "GIF89a..."u8.ToArray(), "attachment_type_mismatch"),
            }
        )
            (await Add(ticket, name, type, content)).ExpectProblem(HttpStatusCode.UnprocessableEntity, code);

        await HasNone(ticket);
    }

    [Fact]
    public async Task A_ticket_of_another_organization_is_not_there_and_gets_nothing()
    {
        var ticket = await hub.Neighbour.NewTicket();
        var uuid = (string)(await hub.Neighbour.Get($"/api/v1/tickets/{ticket}")).Data["uuid"]!;

        var answer = await hub.Admin.SendBytes(
            HttpMethod.Post,
            $"/api/v1/tickets/{uuid}/files?filename=photo.png",
            Png,
            "image/png"
        );

        answer.ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
        Assert.Empty((await hub.Neighbour.Get(Path(ticket))).Items);
    }

    [Fact]
    public async Task A_reply_has_the_file_that_was_added_before_it()
    {
        var ticket = await hub.Admin.NewTicket();
        var file = (await Add(ticket, "photo.png", "image/png", Png)).Expect(HttpStatusCode.Created).Id;

        var reply = await hub.Admin.AddReply(ticket, new { body = "See the photo.", attachment_ids = new[] { file } });

        Assert.Equal(file, (long)reply.Expect(HttpStatusCode.Created).Data["attachment_ids"]![0]!);
        Assert.Equal(reply.Id, (long)(await hub.Admin.Attachment(ticket, file)).Data["reply_id"]!);
    }

    private static string Route(long ticket) => $"/api/v1/tickets/{ticket}/files";

    private Task<Answer> Add(long ticket, string name, string type, byte[] content, string query = "") =>
        hub.Admin.SendBytes(
            HttpMethod.Post,
            $"{Route(ticket)}?filename={Uri.EscapeDataString(name)}{query}",
            content,
            type
        );

    private async Task HasNone(long ticket) => Assert.Empty((await hub.Admin.Get(Path(ticket))).Items);
}
