using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Classifications;

/// <summary>What tickets are about: a tree of a few levels that stays one, whoever moves what at the same time.</summary>
public sealed class ClassificationsTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Root = "/api/v1/classifications";

    [Fact]
    public async Task One_is_created_read_changed_and_deleted_and_each_time_somebody_is_told_and_it_is_audited()
    {
        var hardware = await New("Hardware");
        var created = await hub.Admin.Send(
            HttpMethod.Post,
            Root,
            new
            {
                name = " Laptops ",
                description = "With their docks",
                parent_id = hardware,
            }
        );
        var id = created.Expect(HttpStatusCode.Created).Id;
        var path = $"{Root}/{id}";

        var read = await hub.Admin.Get(path);
        var changed = await Update(id, new { name = "Notebooks", is_active = false });
        var deleted = await hub.Admin.Send(HttpMethod.Delete, path, null);

        Assert.EndsWith(path, created.Header("Location"));
        Assert.Equal(
            ("Laptops", "With their docks", hardware, true),
            (
                (string)read.Data["name"]!,
                (string)read.Data["description"]!,
                (long)read.Data["parent_id"]!,
                (bool)read.Data["is_active"]!
            )
        );
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(("Notebooks", false), ((string)changed.Data["name"]!, (bool)changed.Data["is_active"]!));
        deleted.Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "classification_not_found");

        var told = await hub.Host.EventsOf("classification", id);
        Assert.Equal(["created", "updated", "deleted"], told.Select(one => one.Fact.Action));
        Assert.All(told, one =>
        {
            Assert.Equal(hardware, one.About<Hub.Domain.Classifications.Classification>()!.ParentId);
            Assert.Equal(("token", "1"), (one.Actor.Kind, one.Actor.Id));
        });
        var acts = (await hub.Admin.Get($"/api/v1/audit-log?subject_type=classification&subject_id={id}")).Items;
        Assert.Equal(["deleted", "updated", "created"], acts.Select(one => (string)one!["action"]!));
        Assert.All(acts, one => Assert.Empty(one!["also"]!.AsArray()));
    }

    [Fact]
    public async Task A_name_belongs_to_one_below_the_same_parent_whatever_the_case()
    {
        var (left, right) = (await New("Left"), await New("Right"));
        var other = await New("Other", left);
        await New("Same", right);

        var taken = await hub.Admin.Send(HttpMethod.Post, Root, new { name = "OTHER", parent_id = left });
        (await Create("Same", left)).Expect(HttpStatusCode.Created);
        var renamed = await Update(other, new { name = "same" });
        var moved = await Update(other, new { name = "same", parent_id = right });

        foreach (var refused in new[] { taken, renamed, moved })
        {
            refused.ExpectProblem(HttpStatusCode.Conflict, "name_taken");
            Assert.NotEmpty(refused.ErrorsOf("name"));
        }
        (await hub.Neighbour.Send(HttpMethod.Post, Root, new { name = "Left" })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task None_stands_below_itself_or_deeper_than_five_levels()
    {
        var chain = new List<long> { await New("Level 1") };
        for (var level = 2; level <= 5; level++)
            chain.Add(await New($"Level {level}", chain[^1]));
        var tall = await New("Tall");
        await New("Below tall", tall);

        (await Create("Level 6", chain[4])).ExpectInvalid("parent_id");
        (await Update(tall, new { parent_id = chain[3] })).ExpectInvalid("parent_id");
        (await Update(chain[0], new { parent_id = chain[0] })).ExpectInvalid("parent_id");
        (await Update(chain[0], new { parent_id = chain[3] })).ExpectInvalid("parent_id");
        (await Create("Nowhere", 999_999)).ExpectInvalid("parent_id");
        (await Update(tall, new { parent_id = chain[2] })).Expect(HttpStatusCode.OK);
        var top = await Update(chain[2], """{"parent_id":null}""");

        Assert.False(top.Expect(HttpStatusCode.OK).Data.AsObject().ContainsKey("parent_id"));
        Assert.Equal(chain[0], (long)(await hub.Admin.Get($"{Root}/{chain[1]}")).Data["parent_id"]!);
    }

    [Fact]
    public async Task Moves_at_the_same_time_make_no_circle()
    {
        for (var round = 0; round < 5; round++)
        {
            long[] all = [await New($"A{round}"), await New($"B{round}"), await New($"C{round}")];

            var moves = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(at => Update(all[at], new { parent_id = all[(at + 1) % 3] }))
            );

            Assert.Equal(1, moves.Count(move => move.Status == HttpStatusCode.UnprocessableEntity));
            Assert.Equal(2, moves.Count(move => move.Status == HttpStatusCode.OK));
            foreach (var one in all)
                Assert.InRange(await Above(one), 0, 2);
        }
    }

    [Fact]
    public async Task One_with_others_below_it_or_with_tickets_is_not_deleted()
    {
        var parent = await New("Network");
        var child = await New("VPN", parent);
        var ticket = await hub.Admin.NewTicket();
        (await hub.Admin.UpdateTicket(ticket, new { classification_id = child })).Expect(HttpStatusCode.OK);

        (await Delete(parent)).ExpectProblem(HttpStatusCode.Conflict, "classification_in_use");
        (await Delete(child)).ExpectProblem(HttpStatusCode.Conflict, "classification_in_use");
        await hub.Admin.UpdateTicket(ticket, """{"classification_id":null}""");
        (await Delete(child)).Expect(HttpStatusCode.NoContent);
        (await Delete(parent)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task One_that_is_deleted_while_another_comes_below_it_is_either_gone_or_kept()
    {
        for (var round = 0; round < 5; round++)
        {
            var parent = await New($"Race {round}");

            var (deleted, created) = (Delete(parent), Create("Below", parent));
            await Task.WhenAll(deleted, created);

            if ((await deleted).Status == HttpStatusCode.NoContent)
                (await created).ExpectInvalid("parent_id");
            else
            {
                (await deleted).ExpectProblem(HttpStatusCode.Conflict, "classification_in_use");
                (await created).Expect(HttpStatusCode.Created);
            }
        }
    }

    [Fact]
    public async Task Lists_show_a_level_at_a_time()
    {
        var parent = await New("Software");
        var (word, excel) = (await New("Word", parent), await New("Excel", parent));
        await Update(word, new { is_active = false });

        Assert.Equal([excel, word], await Ids($"parent_id={parent}&sort=name"));
        Assert.Equal([excel], await Ids($"parent_id={parent}&is_active=true"));
        Assert.Contains(parent, await Ids("is_root=true&per_page=100"));
        Assert.DoesNotContain(word, await Ids("is_root=true&per_page=100"));
        Assert.Equal([word], await Ids($"parent_id={parent}&q=OR"));
    }

    [Fact]
    public async Task A_ticket_says_what_it_is_about_and_is_found_by_it()
    {
        var (one, other) = (await New("Printers"), await New("Scanners"));
        var ticket = await hub.Admin.NewTicket(
            new
            {
                subject = "Blank pages",
                description = "All of them",
                requester_email = "una@acme.com",
                classification_id = one,
            }
        );
        var path = $"/api/v1/tickets/{ticket}";

        Assert.Equal(one, (long)(await hub.Admin.Get(path)).Data["classification_id"]!);
        Assert.Equal([ticket], await Tickets($"classification_id={one},{other}"));
        (await hub.Admin.UpdateTicket(ticket, new { classification_id = other })).Expect(HttpStatusCode.OK);
        Assert.Empty(await Tickets($"classification_id={one}"));
        (await hub.Admin.UpdateTicket(ticket, new { classification_id = 999_999 })).ExpectInvalid("classification_id");
        (await hub.Admin.ListTickets("classification_id=some")).ExpectInvalid("classification_id");

        var change = (await hub.Admin.Get($"{path}/timeline")).Items.Last()!["changes"]![0]!;
        Assert.Equal(
            ("classification_id", one, other),
            ((string)change["field"]!, (long)change["from"]!, (long)change["to"]!)
        );
        var told = (await hub.Host.EventsOf(ticket))[^1];
        Assert.Equal("ticket_updated", $"{told.Fact}");
        Assert.Equal("classification_id", Assert.Single(told.Changes!).Field);
    }

    [Fact]
    public async Task Writing_takes_all_scopes_and_reading_those_of_tickets()
    {
        var id = await New("Guarded");
        var desk = await hub.Host.WithScopes("tickets:read", "tickets:write", "admin:read");
        var other = await hub.Host.WithScopes("kb:read");

        (await desk.Get($"{Root}/{id}")).Expect(HttpStatusCode.OK);
        (await other.Get(Root)).Expect(HttpStatusCode.Forbidden);
        (await desk.Send(HttpMethod.Post, Root, new { name = "Mine" })).Expect(HttpStatusCode.Forbidden);
        (await desk.Send(HttpMethod.Delete, $"{Root}/{id}", null)).Expect(HttpStatusCode.Forbidden);
    }

    private Task<Answer> Create(string name, long? parent) =>
        hub.Admin.Send(HttpMethod.Post, Root, parent is null ? new { name } : (object)new { name, parent_id = parent });

    private async Task<long> New(string name, long? parent = null) =>
        (await Create(name, parent)).Expect(HttpStatusCode.Created).Id;

    private Task<Answer> Update(long id, object body) => hub.Admin.Send(HttpMethod.Put, $"{Root}/{id}", body);

    private Task<Answer> Delete(long id) => hub.Admin.Send(HttpMethod.Delete, $"{Root}/{id}", null);

    /// <summary>How many stand above it; more than there are where they go in a circle.</summary>
    private async Task<int> Above(long id)
    {
        var above = 0;
        while (above < 10 && (long?)(await hub.Admin.Get($"{Root}/{id}")).Data["parent_id"] is { } parent)
            (id, above) = (parent, above + 1);
        return above;
    }

    private async Task<long[]> Ids(string query) => IdsOf(await hub.Admin.Get($"{Root}?{query}"));

    private async Task<long[]> Tickets(string query) => IdsOf(await hub.Admin.ListTickets(query));

    private static long[] IdsOf(Answer list) =>
        [.. list.Expect(HttpStatusCode.OK).Items.Select(one => (long)one!["id"]!)];
}
