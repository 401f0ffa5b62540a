using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hub.Tests.Hosting;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>Files in, and out again.</summary>
public sealed class FilesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_file_as_the_body_is_kept_as_it_came()
    {
        var ticket = await hub.Admin.NewTicket();

        var made = await hub.Admin.Attach(ticket, "blank page.png", "image/png", Png, "&caption=A+blank%20page");

        var shown = made.Expect(HttpStatusCode.Created).Data;
        Assert.Equal(("blank page.png", "A blank page"), ((string)shown["name"]!, (string)shown["caption"]!));
        Assert.Equal(("image/png", Png.Length), ((string)shown["media_type"]!, (int)shown["size"]!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Png)), (string)shown["sha256"]!);
        Assert.Equal(("ready", true), ((string)shown["status"]!, (bool)shown["is_image"]!));
        Assert.Equal("token", (string)shown["created_by"]!["kind"]!);
        Assert.EndsWith(Path(ticket, made.Id), made.Header("Location"));
        Assert.Equal(shown.ToJsonString(), (await hub.Admin.Attachment(ticket, made.Id)).Data.ToJsonString());
        using var request = Request(ticket, made.Id);
        using var content = await hub.Host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(Png, await content.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_in_a_form_has_its_caption_before_it_or_behind_it()
    {
        var ticket = await hub.Admin.NewTicket();
        var file = FilePart("Bericht ü.txt", "text/plain", "Inhalt");

        foreach (
            var parts in new[]
            {
                new[] { file, TextPart("caption", " Ein Bild ") },
                [TextPart("caption", "Ein Bild"), file],
            }
        )
        {
            var made = (await hub.Admin.AttachForm(ticket, parts)).Expect(HttpStatusCode.Created);

            Assert.Equal("Bericht ü.txt", (string)made.Data["name"]!);
            Assert.Equal("Ein Bild", (string)made.Data["caption"]!);
            Assert.Equal("Inhalt", (await hub.Admin.Content(ticket, made.Id)).Text);
        }
    }

    [Fact]
    public async Task A_browser_saves_it_and_shows_nothing_of_it()
    {
        var ticket = await hub.Admin.NewTicket();
        var page = "<script>alert(1)</script>"u8.ToArray();
        var id = (await hub.Admin.Attach(ticket, "Bü\"ro.html", "text/html", page)).Id;

        var content = (await hub.Admin.Content(ticket, id)).Expect(HttpStatusCode.OK);

        Assert.StartsWith("attachment;", content.Header("Content-Disposition"));
        Assert.Contains("filename*=UTF-8''B%C3%BC%22ro.html", content.Header("Content-Disposition"));
        Assert.Equal("nosniff", content.Header("X-Content-Type-Options"));
        Assert.Contains("sandbox", content.Header("Content-Security-Policy"));
        Assert.Equal("text/html", content.Header("Content-Type"));
    }

    [Theory]
    [InlineData("bytes=2-4", HttpStatusCode.PartialContent, "234", "bytes 2-4/10")]
    [InlineData("bytes=-3", HttpStatusCode.PartialContent, "789", "bytes 7-9/10")]
    [InlineData("bytes=8-", HttpStatusCode.PartialContent, "89", "bytes 8-9/10")]
    [InlineData("bytes=20-", HttpStatusCode.RequestedRangeNotSatisfiable, null, "bytes */10")]
    [InlineData("bytes=one", HttpStatusCode.OK, "0123456789", null)]
    public async Task A_part_of_it_is_a_range(string range, HttpStatusCode status, string? text, string? said)
    {
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.NewFile(ticket, "0123456789");

        var part = (await hub.Admin.Content(ticket, id, ("Range", range))).Expect(status);

        if (text is not null)
            Assert.Equal(text, part.Text);
        Assert.Equal(said, part.Header("Content-Range"));
    }

    [Fact]
    public async Task Who_has_it_is_sent_nothing_also_under_a_new_caption()
    {
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.NewFile(ticket);
        var known = (await hub.Admin.Content(ticket, id)).ETag!;
        await hub.Admin.Send(HttpMethod.Patch, Path(ticket, id), new { caption = "New" });

        var again = await hub.Admin.Content(ticket, id, ("If-None-Match", known));

        Assert.Empty(again.Expect(HttpStatusCode.NotModified).Text);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\una\report.txt", "report.txt")]
    [InlineData("annexe\u202Efdp.txt", "annexefdp.txt")]
    [InlineData("  a\u0007b\n.txt ", "ab.txt")]
    public async Task A_name_is_no_path_and_misleads_nobody(string given, string kept)
    {
        var ticket = await hub.Admin.NewTicket();

        var made = await hub.Admin.Attach(ticket, given, "text/plain", "x"u8.ToArray());

        Assert.Equal(kept, (string)made.Expect(HttpStatusCode.Created).Data["name"]!);
    }

    [Fact]
    public async Task A_file_larger_than_any_other_body_goes_through()
    {
        var ticket = await hub.Admin.NewTicket();
        var bytes = RandomNumberGenerator.GetBytes(5 * 1024 * 1024);

        var made = (await hub.Admin.Attach(ticket, "random.bin", null, bytes)).Expect(HttpStatusCode.Created);

        Assert.Equal("application/octet-stream", (string)made.Data["media_type"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string)made.Data["sha256"]!);
        using var request = Request(ticket, made.Id);
        using var content = await hub.Host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, await content.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_same_key_twice_is_one_attachment()
    {
        var ticket = await hub.Admin.NewTicket();

        var answers = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path(ticket)}?filename=a.txt");
            request.Content = new StringContent("Once", Encoding.UTF8, "text/plain");
            request.Headers.Add("Authorization", $"Bearer {hub.Admin.Token}");
            request.Headers.Add("Idempotency-Key", "once");
            using var answer = await hub.Host.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            answers.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Single((await hub.Admin.Get(Path(ticket))).Items);
        Assert.Single(await hub.Host.AttachmentEvents(ticket));
    }

    private HttpRequestMessage Request(long ticket, long id)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Path(ticket, id)}/content");
        request.Headers.Add("Authorization", $"Bearer {hub.Admin.Token}");
        return request;
    }
}
