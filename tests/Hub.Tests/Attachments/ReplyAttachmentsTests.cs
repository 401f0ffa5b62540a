using System.Net;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;
using static Hub.Tests.Attachments.AttachmentCalls;

namespace Hub.Tests.Attachments;

/// <summary>Attachments that belong to a reply or a note.</summary>
public sealed class ReplyAttachmentsTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_reply_and_its_attachments_say_so_of_each_other_and_the_fact_has_their_ids()
    {
        var ticket = await hub.Admin.NewTicket();
        var (file, other) = (await hub.Admin.NewFile(ticket), await hub.Admin.NewFile(ticket));
        var link = (await hub.Admin.Send(HttpMethod.Post, Path(ticket), new { url = "https://example.com" })).Id;
        var before = (await hub.Admin.Attachment(ticket, file)).ETag;

        var made = await Reply(ticket, file, link, file);

        var ids = new[] { file, link };
        Assert.Equal(ids, IdsOf(made.Expect(HttpStatusCode.Created)));
        Assert.Equal(ids, IdsOf(await hub.Admin.Get(made.Header("Location")!)));
        var details = (await hub.Admin.GetTicket(ticket)).Data["replies"]![0]!["attachment_ids"]!;
        Assert.Equal(ids, details.AsArray().Select(one => (long)one!));
        var shown = await hub.Admin.Attachment(ticket, file);
        Assert.Equal(made.Id, (long)shown.Data["reply_id"]!);
        Assert.NotEqual(before, shown.ETag);
        Assert.Null((await hub.Admin.Attachment(ticket, other)).Data["reply_id"]);
        Assert.Equal(ids, await Listed(ticket, $"?reply_id={made.Id}"));
        var told = Assert.Single(await hub.Host.EventsOf(ticket), one => one.Fact == ReplyFacts.Added);
        Assert.Equal(ids, told.About<Reply>()!.AttachmentIds);
    }

    [Fact]
    public async Task A_note_may_have_some_and_a_reply_need_not()
    {
        var ticket = await hub.Admin.NewTicket();
        var file = await hub.Admin.NewFile(ticket);

        var note = await hub.Admin.AddReply(
            ticket,
            new
            {
                body = "See there",
                @internal = true,
                attachment_ids = new[] { file },
            }
        );
        var plain = await hub.Admin.AddReply(ticket, new { body = "Nothing", attachment_ids = (long[]?)null });

        Assert.Equal([file], IdsOf(note.Expect(HttpStatusCode.Created)));
        Assert.Empty(IdsOf(plain.Expect(HttpStatusCode.Created)));
    }

    [Fact]
    public async Task What_it_cannot_have_is_named_at_once_and_changes_nothing()
    {
        var ticket = await hub.Admin.NewTicket();
        var foreign = await hub.Admin.NewFile(await hub.Admin.NewTicket());
        var (free, taken, archived) = (
            await hub.Admin.NewFile(ticket),
            await hub.Admin.NewFile(ticket),
            await hub.Admin.NewFile(ticket)
        );
        var first = (await Reply(ticket, taken)).Expect(HttpStatusCode.Created).Id;
        (await hub.Admin.Do(Path(ticket, archived), "archive")).Expect(HttpStatusCode.OK);
        var before = (await hub.Admin.GetTicket(ticket)).Text;

        var refused = await Reply(ticket, free, taken, archived, foreign, 987_654);

        refused.ExpectInvalid("attachment_ids");
        var said = Assert.Single(refused.ErrorsOf("attachment_ids"));
        Assert.Contains($"Attachment {taken} belongs to reply {first}", said);
        Assert.Contains($"Attachment {archived} is archived", said);
        Assert.Contains($"There is no attachment {foreign} ", said);
        Assert.Contains("There is no attachment 987654 ", said);
        Assert.DoesNotContain($"ttachment {free} ", said);
        Assert.Equal(before, (await hub.Admin.GetTicket(ticket)).Text);
        Assert.Null((await hub.Admin.Attachment(ticket, free)).Data["reply_id"]);
        var outsider = await hub.Host.OpenOrganization("OTHER");
        var theirs = await outsider.AddReply(
            await outsider.NewTicket(),
            new { body = "Mine", attachment_ids = new[] { free } }
        );
        theirs.ExpectInvalid("attachment_ids");
    }

    [Theory]
    [InlineData("[0]")]
    [InlineData("7")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]")]
    public async Task A_list_that_does_not_fit_is_named(string ids) =>
        (
            await hub.Admin.AddReply(await hub.Admin.NewTicket(), $$"""{"body":"A","attachment_ids":{{ids}}}""")
        ).ExpectInvalid("attachment_ids");

    [Fact]
    public async Task As_many_as_may_be_come_and_go_with_one_reply()
    {
        var ticket = await hub.Admin.NewTicket();
        var ids = new List<long>();
        for (var number = 0; number < Domain.Tickets.Reply.MostAttachments; number++)
            ids.Add(await hub.Admin.NewFile(ticket, $"Page {number}"));

        var made = await Reply(ticket, [.. ids]);

        Assert.Equal(ids, IdsOf(made.Expect(HttpStatusCode.Created)));
        (await hub.Admin.DeleteReply(ticket, made.Id)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(ids, await Listed(ticket, ""));
        Assert.Empty(await Listed(ticket, $"?reply_id={made.Id}"));
        (await Reply(ticket, [.. ids])).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_replies_that_want_the_same_attachment_at_once_one_has_it()
    {
        var ticket = await hub.Admin.NewTicket();
        var (wanted, captioned) = (await hub.Admin.NewFile(ticket), await hub.Admin.NewFile(ticket));

        var caption = hub.Admin.Send(HttpMethod.Patch, Path(ticket, captioned), new { caption = "As it was" });
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(number => Reply(ticket, number == 0 ? [wanted, captioned] : [wanted]))
        );

        (await caption).Expect(HttpStatusCode.OK);
        var made = Assert.Single(answers, one => one.Status == HttpStatusCode.Created);
        foreach (var other in answers.Where(one => one != made))
            other.ExpectInvalid("attachment_ids");
        Assert.Equal(made.Id, (long)(await hub.Admin.Attachment(ticket, wanted)).Data["reply_id"]!);
        Assert.Equal(1, (int)(await hub.Admin.GetTicket(ticket)).Data["reply_count"]!);
        Assert.Equal("As it was", (string)(await hub.Admin.Attachment(ticket, captioned)).Data["caption"]!);
    }

    [Fact]
    public async Task One_that_is_deleted_is_the_reply_s_no_more()
    {
        var ticket = await hub.Admin.NewTicket();
        var (gone, kept) = (await hub.Admin.NewFile(ticket), await hub.Admin.NewFile(ticket));
        var made = (await Reply(ticket, gone, kept)).Expect(HttpStatusCode.Created);

        (await hub.Admin.DeleteAttachment(ticket, gone)).Expect(HttpStatusCode.NoContent);

        Assert.Equal([kept], IdsOf(await hub.Admin.Get(made.Header("Location")!)));
        (await hub.Admin.DeleteTicket(ticket)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Admin.Attachment(ticket, kept)).Status);
    }

    [Fact]
    public async Task One_that_is_being_scanned_or_was_refused_waits_and_stays_out()
    {
        await using var scanner = await LocalScanner.Start();
        await using var own = await HubHost.Start([.. scanner.Settings(), "--Attachments:Scanner:WaitSeconds=0"]);
        scanner.Hold();
        var ticket = await own.Admin.NewTicket();
        var clean = await own.Admin.NewFile(ticket);
        var infected = await own.Admin.NewFile(ticket, "EICAR");

        var early = await Reply(clean);
        scanner.Release();
        foreach (var (id, status) in new[] { (clean, "ready"), (infected, "refused") })
            await Wait.For(() => own.Admin.Attachment(ticket, id), answer => (string)answer.Data["status"]! == status);

        early.ExpectInvalid("attachment_ids");
        Assert.Contains("is being scanned", early.ErrorsOf("attachment_ids")[0]);
        var refused = await Reply(infected);
        refused.ExpectInvalid("attachment_ids");
        Assert.Contains("refused attachment", refused.ErrorsOf("attachment_ids")[0]);
        (await Reply(clean)).Expect(HttpStatusCode.Created);

        Task<Answer> Reply(long id) =>
            own.Admin.AddReply(ticket, new { body = "See there", attachment_ids = new[] { id } });
    }

    private Task<Answer> Reply(long ticket, params long[] ids) =>
        hub.Admin.AddReply(ticket, new { body = "See there", attachment_ids = ids });

    private async Task<long[]> Listed(long ticket, string query) =>
        [.. (await hub.Admin.Get($"{Path(ticket)}{query}")).Items.Select(one => (long)one!["id"]!)];

    private static long[] IdsOf(Answer reply) => [.. reply.Data["attachment_ids"]!.AsArray().Select(one => (long)one!)];
}
