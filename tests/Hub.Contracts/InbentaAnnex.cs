using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using static Hub.Contracts.InbentaCalls;

namespace Hub.Contracts;

/// <summary>The annex: which endpoints are told, each once, and that nothing is told for the cells that it leaves empty.</summary>
public sealed class InbentaAnnex(InbentaHub hub) : IClassFixture<InbentaHub>
{
    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task Alerts_are_told_when_they_are_added()
    {
        var ticket = await Admin.Make("/v1/tickets", Samples.Ticket());
        var alert = 0L;

        var told = await Told(async () =>
        {
            alert = await Admin.Make($"/v1/tickets/{ticket}/alerts", new { title = "Look" });
            await Done(Admin.Post($"/v1/tickets/{ticket}/alerts/{alert}/resolve"));
            await Done(Admin.Delete($"/v1/tickets/{ticket}/alerts/{alert}"));
        });

        Assert.Equal([$"alert/add {alert} of {ticket}"], told);
    }

    [Fact]
    public async Task Tickets_are_told_when_they_are_added()
    {
        var (ticket, below) = (0L, 0L);

        var told = await Told(async () =>
        {
            ticket = await Admin.Make("/v1/tickets", Samples.Ticket());
            below = await Admin.Make($"/v1/tickets/{ticket}/subtickets", Samples.Ticket());
        });

        Assert.Equal([$"ticket/add {ticket}", $"ticket/add {below} of {ticket}"], told);
    }

    [Fact]
    public async Task Tickets_are_told_once_a_request_that_updates_them()
    {
        var ticket = await Admin.Make("/v1/tickets", Samples.Ticket());

        foreach (
            var change in new object[]
            {
                new { subject = "Another one" },
                new { status = "pending" },
                new { assignee_id = hub.AgentId },
                new
                {
                    subject = "All at once",
                    status = "resolved",
                    priority = "urgent",
                    tags = new[] { "all" },
                },
            }
        )
            Assert.Equal(
                [$"ticket/update {ticket}"],
                await Told(() => Done(Admin.Put($"/v1/tickets/{ticket}", change)))
            );
    }

    [Fact]
    public async Task Tickets_that_are_merged_are_not_told_of()
    {
        var (ticket, into) = (
            await Admin.Make("/v1/tickets", Samples.Ticket()),
            await Admin.Make("/v1/tickets", Samples.Ticket())
        );

        var told = await Told(() => Done(Admin.Post($"/v1/tickets/{ticket}/merge", new { merge_into_id = into })));

        Assert.Empty(told);
    }

    [Fact]
    public async Task Tickets_that_are_read_left_as_they_are_or_removed_are_not_told()
    {
        var ticket = await Admin.Make("/v1/tickets", Samples.Ticket());
        await Done(Admin.Put($"/v1/tickets/{ticket}", new { subject = "The same" }));

        var told = await Told(async () =>
        {
            await Done(Admin.Get($"/v1/tickets/{ticket}"));
            await Done(Admin.Get($"/v1/tickets/{ticket}/subtickets"));
            await Done(Admin.Put($"/v1/tickets/{ticket}", new { subject = "The same" }));
            await Done(Admin.Delete($"/v1/tickets/{ticket}"));
        });

        Assert.Empty(told);
    }

    [Fact]
    public async Task Replies_are_told_when_they_are_added_notes_too()
    {
        var ticket = await Admin.Make("/v1/tickets", Samples.Ticket());
        var (reply, note) = (0L, 0L);

        var told = await Told(async () =>
        {
            reply = await Admin.Make($"/v1/tickets/{ticket}/replies", new { body = "Coming" });
            note = await Admin.Make($"/v1/tickets/{ticket}/replies", new { body = "Not now", @internal = true });
            await Done(Admin.Delete($"/v1/tickets/{ticket}/replies/{reply}"));
        });

        Assert.Equal([$"reply/add {reply} of {ticket}", $"reply/add {note} of {ticket}"], told);
    }

    [Fact]
    public async Task Users_are_never_told()
    {
        var told = await Told(async () =>
        {
            var email = $"{Guid.NewGuid():N}@company.com";
            var user = await Admin.Make("/v1/users", new { name = "Somebody", email });
            await Done(Admin.Put($"/v1/users/{user}", new { name = "Somebody else" }));
            await Done(Admin.Post($"/v1/users/{user}/deactivate"));
        });

        Assert.Empty(told);
    }

    [Fact]
    public async Task Media_are_told_when_they_are_added_and_belong_to_replies_then()
    {
        var ticket = await Admin.Make("/v1/tickets", Samples.Ticket());
        var (file, reply) = (0L, 0L);

        var told = await Told(async () =>
        {
            var path = $"/v1/media?ticket_id={ticket}&filename=notes.txt";
            var made = await Admin.SendBytes(HttpMethod.Post, path, "Notes"u8.ToArray(), "text/plain");
            file = made.Expect(HttpStatusCode.Created).Id;
            var body = new { body = "See the notes", attachment_ids = new[] { file } };
            reply = await Admin.Make($"/v1/tickets/{ticket}/replies", body);
            await Done(Admin.Get(made.Header("Location")!));
            await Done(Admin.Post($"/v1/tickets/{ticket}/attachments/{file}/archive"));
            await Done(Admin.Delete($"/v1/tickets/{ticket}/attachments/{file}"));
        });

        Assert.Equal([$"media/add {file} of {ticket}", $"reply/add {reply} of {ticket}"], told);
    }

    [Fact]
    public async Task Media_of_a_ticket_that_is_not_there_are_refused()
    {
        var link = new { url = "https://wiki.example.com" };
        foreach (var path in new[] { "media?ticket_id=999999", "media?ticket_id=0", "tickets/0/attachments" })
            (await Admin.Post($"/v1/{path}", link)).Expect(HttpStatusCode.NotFound);
        (await Admin.Post("/v1/media?ticket_id=one", link)).ExpectInvalid("ticket_id");
    }

    [Fact]
    public async Task Media_without_a_ticket_wait_for_a_reply_and_are_told_once()
    {
        var ticket = await Admin.Make("/v1/tickets", Samples.Ticket());
        var (file, link, reply) = (0L, 0L, 0L);

        var told = await Told(async () =>
        {
            file = await Upload("Notes"u8.ToArray());
            link = await Admin.Make("/v1/media", new { url = "https://wiki.example.com" });
            var body = new { body = "See the notes", attachment_ids = new[] { file, link } };
            reply = await Admin.Make($"/v1/tickets/{ticket}/replies", body);
        });

        Assert.Equal([$"media/add {file}", $"media/add {link}", $"reply/add {reply} of {ticket}"], told);
        foreach (var path in new[] { $"/v1/media/{file}", $"/v1/tickets/{ticket}/attachments/{file}" })
        {
            var shown = (await Admin.Get(path)).Expect(HttpStatusCode.OK).Data;
            Assert.Equal((ticket, reply), ((long)shown["ticket_id"]!, (long)shown["reply_id"]!));
            Assert.Equal("Notes", (await Admin.Get($"{path}/content")).Text);
        }
        (await Admin.Delete($"/v1/media/{file}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Media_that_wait_can_be_read_and_deleted_by_their_own_organization_alone()
    {
        var (file, other) = (await Upload("Notes"u8.ToArray()), await Upload("Others"u8.ToArray()));

        var shown = (await Admin.Get($"/v1/media/{file}")).Expect(HttpStatusCode.OK);
        Assert.Null(shown.Data["ticket_id"]);
        Assert.Equal("Notes", (await Admin.Get($"/v1/media/{file}/content")).Text);
        (await Admin.Get($"/v1/media/{file}", ("If-None-Match", shown.ETag!))).Expect(HttpStatusCode.NotModified);
        foreach (var path in new[] { $"/v1/media/{file}", $"/v1/media/{file}/content" })
            (await hub.Neighbour.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "attachment_not_found");
        (await hub.Neighbour.Delete($"/v1/media/{file}")).Expect(HttpStatusCode.NotFound);
        var theirs = await hub.Neighbour.Make("/v1/tickets", Samples.Ticket());
        (
            await hub.Neighbour.Post(
                $"/v1/tickets/{theirs}/replies",
                new { body = "Mine", attachment_ids = new[] { file } }
            )
        ).ExpectInvalid("attachment_ids");

        (await Admin.Delete($"/v1/media/{file}")).Expect(HttpStatusCode.NoContent);

        (await Admin.Get($"/v1/media/{file}")).Expect(HttpStatusCode.NotFound);
        (await Admin.Get($"/v1/media/{other}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Media_come_to_one_ticket_and_wait_on_where_the_reply_is_refused()
    {
        var (first, second) = (
            await Admin.Make("/v1/tickets", Samples.Ticket()),
            await Admin.Make("/v1/tickets", Samples.Ticket())
        );
        var (file, free) = (await Upload("Notes"u8.ToArray()), await Upload("Free"u8.ToArray()));

        (await Reply(first, file, 987_654)).ExpectInvalid("attachment_ids");
        Assert.Null((await Admin.Get($"/v1/media/{file}")).Data["ticket_id"]);
        (await Reply(987_654, file)).Expect(HttpStatusCode.NotFound);
        var both = await Task.WhenAll(Reply(first, file), Reply(second, file));
        Assert.Single(both, answer => answer.Status == HttpStatusCode.Created);
        Assert.Single(both, answer => answer.Status == HttpStatusCode.UnprocessableEntity);
        (await Reply(second, file, free)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Null((await Admin.Get($"/v1/media/{free}")).Data["ticket_id"]);
        var attached = new List<long>();
        foreach (var ticket in new[] { first, second })
            attached.AddRange(
                (await Admin.Get($"/v1/tickets/{ticket}/attachments")).Items.Select(one => (long)one!["id"]!)
            );
        Assert.Equal([file], attached);

        Task<Answer> Reply(long ticket, params long[] ids) =>
            Admin.Post($"/v1/tickets/{ticket}/replies", new { body = "See there", attachment_ids = ids });
    }

    [Fact]
    public async Task Classifications_are_told_when_they_are_added_or_removed()
    {
        var above = await Admin.Make("/v1/classifications", new { name = $"{Guid.NewGuid()}" });
        var below = 0L;

        var told = await Told(async () =>
        {
            below = await Admin.Make("/v1/classifications", new { name = "Below", parent_id = above });
            await Done(Admin.Put($"/v1/classifications/{below}", new { name = "Still below" }));
            await Done(Admin.Delete($"/v1/classifications/{below}"));
            await Done(Admin.Delete($"/v1/classifications/{above}"));
        });

        Assert.Equal(
            [
                $"classification/add {below} of {above}",
                $"classification/remove {below} of {above}",
                $"classification/remove {above}",
            ],
            told
        );
    }

    [Fact]
    public async Task Queues_are_told_when_they_are_added_or_updated()
    {
        var queue = 0L;

        var told = await Told(async () =>
        {
            queue = await Admin.Make("/v1/queues", new { name = $"{Guid.NewGuid()}" });
            await Done(Admin.Put($"/v1/queues/{queue}", new { position = 7 }));
            await Done(Admin.Delete($"/v1/queues/{queue}"));
        });

        Assert.Equal([$"queue/add {queue}", $"queue/update {queue}"], told);
    }

    [Fact]
    public async Task What_the_hub_has_beside_the_annex_is_below_its_own_prefix_alone() =>
        (await Admin.Get("/v1/departments")).Expect(HttpStatusCode.NotFound);

    private async Task<long> Upload(byte[] content) =>
        (await Admin.SendBytes(HttpMethod.Post, "/v1/media?filename=notes.txt", content, "text/plain"))
            .Expect(HttpStatusCode.Created)
            .Id;

    /// <summary>What a webhook of every item is told of what is done, in its order; a queue behind it marks the end.</summary>
    private async Task<List<string>> Told(Func<Task> act)
    {
        await using var receiver = await Receiver();
        await Admin.SubscribeToAll(receiver.Url);
        await act();
        var last = await Admin.Make("/v1/queues", new { name = $"{Guid.NewGuid()}" });
        var end = $"queue/add {last}";
        var told = await Wait.For(
            () => Task.FromResult(receiver.Events().Select(Line).ToList()),
            lines => lines.Contains(end)
        );
        return told.SkipLast(1).ToList() is var before && told[^1] == end
            ? before
            : throw new InvalidOperationException($"Behind the last: {string.Join(", ", told)}");
    }

    private static async Task Done(Task<Answer> doing)
    {
        var answer = await doing;
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{answer}");
    }
}
