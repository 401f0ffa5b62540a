using System.Net;
using System.Text;
using Hub.Tests.Hosting;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>A hub that takes small files, and of some types only.</summary>
public sealed class HubWithStrictTypes : RunningHub
{
    private protected override Task<HubHost> StartHost() =>
        HubHost.Start(
            "--Attachments:MaxBytes=1000",
            "--Attachments:AllowedTypes:0=image/*",
            "--Attachments:AllowedTypes:1=text/plain",
            "--Attachments:AllowedTypes:2=application/pdf",
            "--Attachments:RefusedTypes:0=image/gif",
            "--Limits:AttachmentsPerTicket=3"
        );
}

/// <summary>What is not taken, and that nothing of it is kept.</summary>
public sealed class RefusedFilesTests(HubWithStrictTypes hub) : IClassFixture<HubWithStrictTypes>
{
    [Theory]
    [InlineData("photo.png", "image/png")]
    [InlineData("photo.png", null)]
    [InlineData("setup.exe", "application/octet-stream")]
    [InlineData("notes.txt", "text/plain")]
    public async Task A_program_is_refused_whatever_it_is_called(string name, string? type) =>
        await Refused("attachment_type_refused", name, type, Executable);

    [Fact]
    public async Task What_is_called_a_picture_and_is_none_is_refused()
    {
        await Refused("attachment_type_mismatch", "photo.png", "image/png", "GIF"u8.ToArray());
        await Refused("attachment_type_mismatch", "photo.png", "image/png", "%PDF-1.7"u8.ToArray());
        await Refused("attachment_type_mismatch", "a.txt", "text/plain", [0x50, 0x4B, 3, 4, 0, 0]);
    }

    [Fact]
    public async Task Types_that_are_not_allowed_and_types_that_are_refused_are_not_taken()
    {
        await Refused("attachment_type_refused", "a.csv", "text/csv", "a,b"u8.ToArray());
        await Refused("attachment_type_refused", "a.gif", "image/gif", "GIF89a..."u8.ToArray());
        await Refused("attachment_type_refused", "a.bin", null, [1, 2, 3]);
        var ticket = await hub.Admin.NewTicket();
        (await hub.Admin.Attach(ticket, "a.png", "image/png", Png)).Expect(HttpStatusCode.Created);
        (await hub.Admin.Attach(ticket, "MZ.txt", "text/plain", "MZ is no program"u8.ToArray())).Expect(
            HttpStatusCode.Created
        );
    }

    [Fact]
    public async Task A_file_of_the_largest_size_is_taken_and_one_byte_more_is_413_also_where_nobody_said_so()
    {
        var ticket = await hub.Admin.NewTicket();
        var most = new string('x', 1_000);

        (await hub.Admin.AttachForm(ticket, FilePart("a.txt", "text/plain", most))).Expect(HttpStatusCode.Created);
        var form = await hub.Admin.AttachForm(ticket, FilePart("a.txt", "text/plain", $"{most}x"));
        var body = await hub.Admin.Attach(ticket, "a.txt", "text/plain", Encoding.UTF8.GetBytes($"{most}x"));

        foreach (var answer in new[] { form, body })
            answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "attachment_too_large");
        Assert.Single((await hub.Admin.Get(Path(ticket))).Items);
        Assert.Single(FilesOf(ticket));
    }

    [Fact]
    public async Task A_ticket_takes_so_many_and_deleting_makes_room()
    {
        var ticket = await hub.Admin.NewTicket();
        var first = await hub.Admin.NewFile(ticket);
        await hub.Admin.NewFile(ticket);
        await hub.Admin.NewFile(ticket);

        var full = await hub.Admin.Attach(ticket, "a.txt", "text/plain", "x"u8.ToArray());

        full.ExpectProblem(HttpStatusCode.Conflict, "limit_reached");
        Assert.Equal(3, FilesOf(ticket).Length);
        (await hub.Admin.DeleteAttachment(ticket, first)).Expect(HttpStatusCode.NoContent);
        await hub.Admin.NewFile(ticket);
    }

    [Fact]
    public async Task A_form_that_is_no_whole_form_says_what_is_wrong()
    {
        var ticket = await hub.Admin.NewTicket();
        var file = FilePart("a.txt", "text/plain", "x");

        (await hub.Admin.AttachForm(ticket, TextPart("caption", "Alone"))).ExpectInvalid("file");
        (await hub.Admin.AttachForm(ticket, file, file)).ExpectInvalid("file");
        (await hub.Admin.AttachForm(ticket, FilePart("", "text/plain", "x"))).ExpectInvalid("file");
        (await hub.Admin.AttachForm(ticket, file, TextPart("captoin", "x"))).ExpectInvalid("captoin");
        (await hub.Admin.AttachForm(ticket, file, TextPart("caption", new string('x', 1_001)))).ExpectInvalid(
            "caption"
        );
        (await hub.Admin.AttachForm(ticket, FilePart("a.txt", "text/plain", ""))).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "attachment_empty"
        );
        foreach (
            var (body, type) in new[]
            {
                ($"--form\r\n{file}", "multipart/form-data; boundary=form"),
                ($"--form\r\n{file}\r\n--form--", "multipart/form-data"),
                ("", "multipart/form-data; boundary=form"),
            }
        )
        {
            var answer = await hub.Admin.SendBytes(HttpMethod.Post, Path(ticket), Encoding.UTF8.GetBytes(body), type);
            answer.ExpectProblem(HttpStatusCode.BadRequest, "malformed_form");
        }
        Assert.Empty((await hub.Admin.Get(Path(ticket))).Items);
        Assert.Empty(FilesOf(ticket));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://files.example.com/a")]
    [InlineData("/relative")]
    public async Task A_link_leads_to_the_web(string url)
    {
        var ticket = await hub.Admin.NewTicket();

        (await hub.Admin.Send(HttpMethod.Post, Path(ticket), new { url })).ExpectInvalid("url");
    }

    [Theory]
    [InlineData("MaxBytes", "0")]
    [InlineData("AllowedTypes:0", "no type")]
    [InlineData("Scanner:Url", "clamd")]
    [InlineData("Scanner:TimeoutSeconds", "0")]
    public async Task A_setting_that_makes_no_sense_stops_the_start(string key, string value) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            HubHost.Start($"--Attachments:{key}={value}")
        );

    private async Task Refused(string code, string name, string? type, byte[] content)
    {
        var ticket = await hub.Admin.NewTicket();

        var answer = await hub.Admin.Attach(ticket, name, type, content);

        answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, code);
        Assert.NotEmpty(answer.ErrorsOf("file"));
        Assert.Empty((await hub.Admin.Get(Path(ticket))).Items);
        Assert.Empty(FilesOf(ticket));
    }

    private string[] FilesOf(long ticket)
    {
        var root = System.IO.Path.Combine(hub.Host.Folder, "attachments");
        return
        [
            .. Directory
                .GetFiles(root, "*", SearchOption.AllDirectories)
                .Where(file =>
                    file.Contains(
                        $"{System.IO.Path.DirectorySeparatorChar}ticket-{ticket}{System.IO.Path.DirectorySeparatorChar}"
                    )
                ),
        ];
    }
}
