using System.Net;
using System.Text;
using Hub.Domain.Attachments;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>Scanners of both kinds, with the file that every scanner knows and that harms nobody (eicar.org).</summary>
public sealed class ScanningTests
{
    /// <summary>In two parts, so that no scanner takes the tests for it.</summary>
    internal static readonly byte[] Eicar = Encoding.ASCII.GetBytes(
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_scanner_refuses_in_time_is_422_and_nothing_is_kept(bool byCommand)
    {
        await using var scanner = await LocalScanner.Start();
        await using var hub = await HubHost.Start(byCommand ? LocalScanner.Command() : scanner.Settings());
        var ticket = await hub.Admin.NewTicket();

        var refused = await hub.Admin.Attach(ticket, "invoice.txt", "text/plain", Eicar);
        var clean = await hub.Admin.Attach(ticket, "notes.txt", "text/plain", "Notes"u8.ToArray());

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "attachment_infected");
        Assert.Contains("Eicar", (string)refused.Json["detail"]!);
        Assert.Equal("ready", (string)clean.Expect(HttpStatusCode.Created).Data["status"]!);
        Assert.Equal(clean.Id, (long)Assert.Single((await hub.Admin.Get(Path(ticket))).Items)!["id"]!);
        Assert.Single(await hub.AttachmentEvents(ticket));
        Assert.Single(
            Directory.GetFiles(System.IO.Path.Combine(hub.Folder, "attachments"), "*", SearchOption.AllDirectories)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Until_it_is_cleared_nobody_reads_it_and_nobody_is_told(bool clean)
    {
        await using var scanner = await LocalScanner.Start();
        await using var hub = await HubHost.Start([.. scanner.Settings(), "--Attachments:Scanner:WaitSeconds=0"]);
        scanner.Hold();
        var ticket = await hub.Admin.NewTicket();

        var made = await hub.Admin.Attach(ticket, "a.txt", "text/plain", clean ? "Notes"u8.ToArray() : Eicar);

        Assert.Equal("scanning", (string)made.Expect(HttpStatusCode.Created).Data["status"]!);
        var key = await hub.KeyOf(ticket, made.Id);
        (await hub.Admin.Content(ticket, made.Id)).ExpectProblem(HttpStatusCode.Conflict, "attachment_scanning");
        (await hub.Admin.Send(HttpMethod.Post, $"{Path(ticket, made.Id)}/archive", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "attachment_scanning"
        );
        Assert.Empty(await hub.AttachmentEvents(ticket));
        Assert.True(await hub.HasBlob(key));

        scanner.Release();
        var status = clean ? "ready" : "refused";
        var settled = await Wait.For(
            () => hub.Admin.Attachment(ticket, made.Id),
            answer => (string)answer.Data["status"]! == status
        );

        var content = await hub.Admin.Content(ticket, made.Id);
        if (clean)
        {
            Assert.Equal("Notes", content.Expect(HttpStatusCode.OK).Text);
            var told = Assert.Single(await hub.AttachmentEvents(ticket));
            Assert.Equal((AttachmentFacts.Added, "token"), (told.Fact, told.Actor.Kind));
            return;
        }
        content.ExpectProblem(HttpStatusCode.Conflict, "attachment_refused");
        Assert.Contains("Eicar", (string)settled.Data["reason"]!);
        await Wait.For(() => hub.HasBlob(key), there => !there);
        (await hub.Admin.Send(HttpMethod.Post, $"{Path(ticket, made.Id)}/archive", null)).Expect(HttpStatusCode.OK);
        (await hub.Admin.DeleteAttachment(ticket, made.Id)).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await hub.AttachmentEvents(ticket));
    }

    [Fact]
    public async Task A_scanner_that_is_away_is_asked_again_also_by_the_next_hub()
    {
        await using var scanner = await LocalScanner.Start();
        await using var hub = await Webhooks.TimedHub.Start(scanner.Settings());
        scanner.Break();
        var ticket = await hub.Admin.NewTicket();
        var made = await hub.Admin.Attach(ticket, "a.txt", "text/plain", Eicar);
        Assert.Equal("scanning", (string)made.Expect(HttpStatusCode.Created).Data["status"]!);
        await hub.Restart();
        scanner.Mend();

        var settled = await Wait.For(
            async () =>
            {
                hub.Advance(TimeSpan.FromSeconds(30));
                return await hub.Admin.Attachment(ticket, made.Id);
            },
            answer => (string)answer.Data["status"]! != "scanning"
        );

        Assert.Equal("refused", (string)settled.Data["status"]!);
    }

    [Fact]
    public async Task A_command_that_is_not_there_leaves_the_file_unread()
    {
        await using var hub = await HubHost.Start("--Attachments:Scanner:Command=/no/such/scanner");
        var ticket = await hub.Admin.NewTicket();

        var made = await hub.Admin.Attach(ticket, "a.txt", "text/plain", "x"u8.ToArray());

        Assert.Equal("scanning", (string)made.Expect(HttpStatusCode.Created).Data["status"]!);
        (await hub.Admin.Content(ticket, made.Id)).ExpectProblem(HttpStatusCode.Conflict, "attachment_scanning");
    }
}

/// <summary>A scanner that knows one file, over HTTP; and the same as a command.</summary>
internal sealed class LocalScanner : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile TaskCompletionSource? held;
    private volatile bool isBroken;

    private LocalScanner(WebApplication app) => this.app = app;

    public static async Task<LocalScanner> Start()
    {
        var builder = WebApplication.CreateSlimBuilder([
            "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=None",
        ]);
        var app = builder.Build();
        var scanner = new LocalScanner(app);
        app.MapPost("/scan", scanner.Scan);
        await app.StartAsync();
        return scanner;
    }

    public string[] Settings() => [$"--Attachments:Scanner:Url={app.Urls.First()}/scan"];

    /// <summary>A program of any Unix that says 1 where it finds the file, as clamdscan does.</summary>
    public static string[] Command() =>
        [
            "--Attachments:Scanner:Command=sh",
            "--Attachments:Scanner:Arguments:0=-c",
            "--Attachments:Scanner:Arguments:1=if grep -q EICAR; then echo 'stream: Eicar-Test-Signature FOUND'; exit 1; fi",
        ];

    public void Hold() => held = new TaskCompletionSource();

    public void Release() => held?.SetResult();

    public void Break() => isBroken = true;

    public void Mend() => isBroken = false;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Scan(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.Latin1);
        var text = await reader.ReadToEndAsync();
        if (held is { } hold)
            await hold.Task;
        return isBroken ? Results.StatusCode(503)
            : text.Contains("EICAR", StringComparison.Ordinal)
                ? Results.Text("""{"clean":false,"reason":"Eicar-Test-Signature"}""", "application/json")
            : Results.Text("""{"clean":true}""", "application/json");
    }
}
