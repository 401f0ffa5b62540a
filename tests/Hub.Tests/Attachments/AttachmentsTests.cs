using System.Net;
using Hub.Domain.Attachments;
using Hub.Tests.Hosting;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>What becomes of attachments, who may do it, and what is told of it.</summary>
public sealed class AttachmentsTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_link_is_an_attachment_without_content()
    {
        var ticket = await hub.Admin.NewTicket();
        const string Url = "https://wiki.example.com/printers?id=1";

        var made = await hub.Admin.Send(HttpMethod.Post, Path(ticket), new { url = Url, caption = "How to" });

        var shown = made.Expect(HttpStatusCode.Created).Data;
        Assert.Equal((Url, Url, "How to"), ((string)shown["url"]!, (string)shown["name"]!, (string)shown["caption"]!));
        Assert.Null(shown["media_type"]);
        (await hub.Admin.Content(ticket, made.Id)).ExpectProblem(HttpStatusCode.Conflict, "attachment_is_link");
        var told = Assert.Single(await hub.Host.AttachmentEvents(ticket));
        Assert.Equal(Url, told.About<Attachment>()!.Url);
    }

    [Fact]
    public async Task Lists_show_those_in_use_and_filter()
    {
        var ticket = await hub.Admin.NewTicket();
        var (first, second) = (await hub.Admin.NewFile(ticket), await hub.Admin.NewFile(ticket));
        var link = (await hub.Admin.Send(HttpMethod.Post, Path(ticket), new { url = "https://example.com" })).Id;
        await Do(ticket, second, "archive");

        Assert.Equal([first, link], await Ids(ticket, ""));
        Assert.Equal([second], await Ids(ticket, "?is_archived=true"));
        Assert.Equal([first], await Ids(ticket, "?kind=file"));
        Assert.Equal([link], await Ids(ticket, "?kind=link&status=ready"));
        Assert.Empty(await Ids(ticket, "?status=scanning,refused"));
        Assert.Empty(await Ids(await hub.Admin.NewTicket(), ""));
        (await hub.Admin.Get($"{Path(ticket)}?kind=page&status=gone")).ExpectInvalid("kind");
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Admin.Get(Path(999_999))).Status);
    }

    [Fact]
    public async Task Archiving_and_back_is_told_once_and_stays_readable()
    {
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.NewFile(ticket);

        var archived = (await Do(ticket, id, "archive")).Expect(HttpStatusCode.OK);
        var again = await Do(ticket, id, "archive");

        Assert.True((bool)archived.Data["is_archived"]!);
        Assert.Equal("token", (string)archived.Data["archived_by"]!["kind"]!);
        Assert.NotNull(archived.Data["archived_at"]);
        Assert.Equal((archived.Text, archived.ETag), (again.Text, again.ETag));
        (await hub.Admin.Content(ticket, id)).Expect(HttpStatusCode.OK);
        var back = (await Do(ticket, id, "unarchive")).Expect(HttpStatusCode.OK);
        Assert.False((bool)back.Data["is_archived"]!);
        Assert.Null(back.Data["archived_at"]);
        await Do(ticket, id, "unarchive");
        Assert.Equal([AttachmentFacts.Added, AttachmentFacts.Archived], await Facts(ticket));
        Assert.Equal(
            ["created", "attachment_added", "attachment_archived", "attachment_unarchived"],
            await Lines(ticket, id)
        );
    }

    [Fact]
    public async Task Deleting_takes_the_content_too_and_is_told_with_what_it_was()
    {
        var ticket = await hub.Admin.NewTicket();
        var (id, kept) = (await hub.Admin.NewFile(ticket), await hub.Admin.NewFile(ticket));
        var key = await hub.Host.KeyOf(ticket, id);
        Assert.True(await hub.Host.HasBlob(key));

        (await hub.Admin.DeleteAttachment(ticket, id)).Expect(HttpStatusCode.NoContent);

        Assert.False(await hub.Host.HasBlob(key));
        (await hub.Admin.Content(ticket, id)).ExpectProblem(HttpStatusCode.NotFound, "attachment_not_found");
        (await hub.Admin.DeleteAttachment(ticket, id)).ExpectProblem(HttpStatusCode.NotFound, "attachment_not_found");
        (await hub.Admin.Content(ticket, kept)).Expect(HttpStatusCode.OK);
        var told = (await hub.Host.AttachmentEvents(ticket))[^1];
        Assert.Equal(AttachmentFacts.Deleted, told.Fact);
        Assert.Equal(("notes.txt", 5), (told.About<Attachment>()!.Name, told.About<Attachment>()!.File!.Size));
        Assert.Contains("attachment_deleted", await Lines(ticket, id));
    }

    [Fact]
    public async Task A_caption_is_changed_and_cleared_and_nobody_is_told()
    {
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.NewFile(ticket);

        var said = await hub.Admin.Send(HttpMethod.Patch, Path(ticket, id), new { caption = "Log" });
        var same = await hub.Admin.Send(HttpMethod.Patch, Path(ticket, id), new { });
        var gone = await hub.Admin.Send(HttpMethod.Patch, Path(ticket, id), """{"caption":null}""");

        Assert.Equal("Log", (string)said.Expect(HttpStatusCode.OK).Data["caption"]!);
        Assert.Equal((said.Text, said.ETag), (same.Text, same.ETag));
        Assert.Null(gone.Expect(HttpStatusCode.OK).Data["caption"]);
        Assert.Equal([AttachmentFacts.Added], await Facts(ticket));
    }

    [Fact]
    public async Task A_ticket_that_is_deleted_takes_attachments_and_content_with_it()
    {
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.NewFile(ticket);
        var key = await hub.Host.KeyOf(ticket, id);

        (await hub.Admin.DeleteTicket(ticket)).Expect(HttpStatusCode.NoContent);

        (await hub.Admin.Content(ticket, id)).Expect(HttpStatusCode.NotFound);
        await Wait.For(() => hub.Host.HasBlob(key), there => !there);
    }

    [Fact]
    public async Task A_merged_ticket_takes_none_and_lets_them_be_read_and_deleted()
    {
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.NewFile(ticket);
        (await hub.Admin.MergeTicket(ticket, await hub.Admin.NewTicket())).Expect(HttpStatusCode.OK);

        var more = await hub.Admin.Attach(ticket, "a.txt", "text/plain", "x"u8.ToArray());
        var archive = await Do(ticket, id, "archive");

        more.ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        archive.ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        (await hub.Admin.Content(ticket, id)).Expect(HttpStatusCode.OK);
        (await hub.Admin.DeleteAttachment(ticket, id)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Only_an_owner_deletes_for_good()
    {
        var role = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = "owner" })).Id;
        var lead = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Lead" })).Id;
        var ticket = await hub.Admin.NewTicket();
        var id = await hub.Admin.NewFile(ticket);
        var agent = await AgentWith("lead@company.com", lead);
        var scoped = await hub.Host.WithScopes("tickets:write", "tickets:read");

        foreach (var somebody in new[] { agent, scoped })
            (await somebody.DeleteAttachment(ticket, id)).ExpectProblem(HttpStatusCode.Forbidden, "owner_required");

        (await hub.Admin.Content(ticket, id)).Expect(HttpStatusCode.OK);
        var owner = await AgentWith("owner@company.com", role);
        (await owner.DeleteAttachment(ticket, id)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Ticket_and_attachment_belong_together()
    {
        var (ticket, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        var id = await hub.Admin.NewFile(ticket);

        foreach (var path in new[] { Path(other, id), $"{Path(other, id)}/content" })
            (await hub.Admin.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "attachment_not_found");
    }

    [Fact]
    public async Task Many_at_once_are_all_there_and_counted()
    {
        var ticket = await hub.Admin.NewTicket();

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => hub.Admin.NewFile(ticket)));

        Assert.Equal(made.Order(), await Ids(ticket, ""));
        Assert.Equal(12, (await hub.Host.AttachmentEvents(ticket)).Count);
    }

    private async Task<HubClient> AgentWith(string email, long role)
    {
        var agent = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/users",
            new
            {
                name = email,
                email,
                role_ids = new[] { role },
            }
        );
        var token = await hub.Admin.CreateToken(
            new { name = email, agent_id = agent.Expect(HttpStatusCode.Created).Id }
        );
        return hub.Host.As((string)token.Expect(HttpStatusCode.Created).Json["token"]!);
    }

    private Task<Answer> Do(long ticket, long id, string verb) =>
        hub.Admin.Send(HttpMethod.Post, $"{Path(ticket, id)}/{verb}", null);

    private async Task<IReadOnlyList<long>> Ids(long ticket, string query) =>
        [.. (await hub.Admin.Get($"{Path(ticket)}{query}")).Items.Select(one => (long)one!["id"]!)];

    private async Task<IReadOnlyList<Domain.Events.Fact>> Facts(long ticket) =>
        [.. (await hub.Host.AttachmentEvents(ticket)).Select(one => one.Fact)];

    /// <summary>The ticket's history, as far as it is about the attachment or about the ticket alone.</summary>
    private async Task<IReadOnlyList<string>> Lines(long ticket, long attachment) =>
        [
            .. (await hub.Admin.Get($"/api/v1/tickets/{ticket}/timeline"))
                .Items.Where(one => (long?)one!["attachment_id"] is null || (long)one["attachment_id"]! == attachment)
                .Select(one => (string)one!["kind"]!),
        ];
}
