using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Records.Tables;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Resources;

/// <summary>A hub with an agent and a company to refer to.</summary>
public sealed class HubWithCompany : RunningHub
{
    internal long Agent { get; private set; }

    internal long Company { get; private set; }

    internal long Project { get; private set; }

    private protected override Task<HubHost> StartHost() => HubHost.Start("--Delivery:AllowInsecureTargets=true");

    private protected override async Task Arrange()
    {
        Agent = (await Admin.Send(HttpMethod.Post, "/api/v1/users", new { email = "a@company.com", name = "A" })).Id;
        Company = (await Admin.Send(HttpMethod.Post, "/api/v1/companies", new { name = "The first" })).Id;
        Project = (await Admin.Send(HttpMethod.Post, "/api/projects", new { name = "The first" })).Id;
    }
}

/// <summary>What holds for every kind that a table declares, with bodies made from the table.</summary>
public abstract class TableLaws(HubWithCompany hub, RecordTable table)
{
    private protected string Path => $"{table.Root}/{table.Plural}";

    private protected HubClient Admin => hub.Admin;

    private protected long Company => hub.Company;

    [Fact]
    public async Task What_is_created_reads_back_as_it_was_sent()
    {
        var body = Body();

        var created = await Create(body);
        var read = await Admin.Get(new Uri(created.Header("Location")!).PathAndQuery);

        foreach (var (name, value) in body)
            Assert.True(JsonNode.DeepEquals(value, read.Data[name]), $"{name}: {read.Data[name]} for {value}");
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(["id", .. body.Select(one => one.Key), "created_at", "updated_at"], Names(read.Data));
    }

    [Fact]
    public async Task Every_field_of_a_wrong_shape_is_named_at_once()
    {
        var body = new JsonObject();
        foreach (var column in table.Columns)
            body[column.Name] = column.Type is FlagType ? "no flag" : true;

        var created = await Send(HttpMethod.Post, Path, body);
        var changed = await Send(HttpMethod.Put, await NewPath(), body);

        foreach (var column in table.Columns)
        {
            created.ExpectInvalid(column.Name);
            changed.ExpectInvalid(column.Name);
        }
    }

    [Fact]
    public async Task Everything_that_must_be_there_is_asked_for_and_not_cleared()
    {
        var created = await Send(HttpMethod.Post, Path, []);
        var required = table.Columns.Where(one => one.IsRequired).Select(one => one.Name).ToList();
        var nulls = new JsonObject();
        foreach (var column in table.Columns.Where(one => one.IsAlwaysThere))
            nulls[column.Name] = null;
        var cleared = await Send(HttpMethod.Put, await NewPath(), nulls);

        Assert.Equal(required.Order(), Names(created.Json["errors"]!).Order());
        Assert.Equal(Names(nulls).Order(), Names(cleared.Json["errors"]!).Order());
    }

    [Fact]
    public async Task A_text_is_measured_in_characters()
    {
        foreach (var column in table.Columns)
        {
            if (column.Type is not TextType { Format: null } text)
                continue;
            var fits = Body();
            fits[column.Name] = string.Concat(Enumerable.Repeat("😀", text.Longest - 6)) + $"{TableSamples.Next():D6}";
            var tooLong = Body();
            tooLong[column.Name] = new string('x', text.Longest + 1);

            await Create(fits);
            (await Send(HttpMethod.Post, Path, tooLong)).ExpectInvalid(column.Name);
        }
    }

    [Fact]
    public async Task A_field_that_is_not_there_is_passed_over_and_told()
    {
        var body = Body();
        body["colour"] = "red";

        var created = await Send(HttpMethod.Post, Path, body);
        var changed = await Send(HttpMethod.Put, await NewPath(), new JsonObject { ["colour"] = "red" });

        Assert.All([created, changed], answer =>
        {
            Assert.True((int)answer.Status < 300, $"{answer}");
            Assert.Equal("colour", (string?)Assert.Single(answer.Json["warnings"]!.AsArray())!["field"]);
        });
    }

    [Fact]
    public async Task An_id_that_names_nothing_is_refused()
    {
        foreach (var column in table.Columns.Where(one => one.Type is ReferenceType))
        {
            var body = Body();
            body[column.Name] = 987654;

            (await Send(HttpMethod.Post, Path, body)).ExpectInvalid(column.Name);
            var change = new JsonObject { [column.Name] = 987654 };
            (await Send(HttpMethod.Put, await NewPath(), change)).ExpectInvalid(column.Name);
        }
    }

    [Fact]
    public async Task A_change_keeps_what_it_leaves_out_and_null_clears()
    {
        var path = await NewPath();

        var changed = await Send(HttpMethod.Put, path, new JsonObject { ["notes"] = "Other" });
        var same = await Send(HttpMethod.Put, path, new JsonObject { ["notes"] = "Other" });
        var cleared = await Send(HttpMethod.Put, path, new JsonObject { ["notes"] = null });

        Assert.Equal("Other", (string)changed.Data["notes"]!);
        Assert.Equal(changed.ETag, same.ETag);
        Assert.Equal(Names(changed.Data).Except(["notes"]), Names(cleared.Data));
    }

    [Fact]
    public async Task Moves_that_are_not_declared_are_refused()
    {
        foreach (var column in table.Columns.Where(one => one.First is not null))
        {
            var path = await NewPath(column.Name, ((ChoiceType)column.Type).Choices[^1]);
            var refused = await Send(HttpMethod.Put, path, new JsonObject { [column.Name] = column.First });

            refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "move_not_allowed");
            Assert.NotEmpty(refused.ErrorsOf(column.Name));
        }
    }

    [Fact]
    public async Task Lists_filter_by_every_column_that_has_a_filter()
    {
        var made = await Create(Body());
        foreach (var column in table.Columns.Where(one => one.IsFiltered && one.Type is not InstantType))
        {
            var (filter, values) = column.Type is TextsType texts
                ? (texts.Each, (IEnumerable<JsonNode?>)made.Data[column.Name]!.AsArray())
                : (column.Name, [made.Data[column.Name]]);
            var value = values.First()!.ToString();
            var found = await Admin.Get($"{Path}?per_page=100&{filter}={Uri.EscapeDataString(value)}");

            Assert.Contains(made.Id, found.Items.Select(one => (long)one!["id"]!));
            Assert.All(found.Items, one => Assert.Contains(value, one![column.Name]!.ToString()));
        }
        foreach (var column in table.Columns.Where(one => one.IsFiltered && one.Type is InstantType))
        {
            var (stem, at) = (column.Name[..^3], (string)made.Data[column.Name]!);
            var since = await Admin.Get($"{Path}?per_page=100&{stem}_since={at}");
            var before = await Admin.Get($"{Path}?per_page=100&{stem}_before={at}");

            Assert.Contains(made.Id, since.Items.Select(one => (long)one!["id"]!));
            Assert.DoesNotContain(made.Id, before.Items.Select(one => (long)one!["id"]!));
        }
    }

    [Fact]
    public async Task Lists_sort_both_ways_and_page()
    {
        await Create(Body());
        await Create(Body());
        foreach (var column in table.Columns.Where(one => one.IsSorted))
        {
            var rising = await Admin.Get($"{Path}?per_page=100&sort={column.Name}");
            var falling = await Admin.Get($"{Path}?per_page=100&sort=-{column.Name}");
            var second = await Admin.Get($"{Path}?per_page=1&page=2&sort={column.Name}");

            Assert.Equal(Ids(rising), Ids(falling).Reverse());
            Assert.Equal(Ids(rising)[1], Assert.Single(Ids(second)));
        }
        (await Admin.Get($"{Path}?sort=notes")).ExpectInvalid("sort");
    }

    [Fact]
    public async Task A_stale_version_is_neither_changed_nor_deleted()
    {
        var made = await Create(Body());
        var path = $"{Path}/{made.Id}";
        await Send(HttpMethod.Put, path, new JsonObject { ["notes"] = "First" });
        var stale = ("If-Match", made.ETag!);

        Answer[] refused =
        [
            await Admin.Send(HttpMethod.Put, path, """{"notes":"Late"}""", stale),
            await Admin.Send(HttpMethod.Delete, path, null, stale),
        ];

        Assert.All(refused, one => one.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed"));
    }

    [Fact]
    public async Task A_creation_is_safe_to_repeat_with_its_key()
    {
        var (body, key) = (Body().ToJsonString(), ("Idempotency-Key", $"{Guid.NewGuid()}"));

        var first = await Admin.Send(HttpMethod.Post, Path, body, key);
        var second = await Admin.Send(HttpMethod.Post, Path, body, key);
        var another = Body();
        another["notes"] = "Another";
        var other = await Admin.Send(HttpMethod.Post, Path, another.ToJsonString(), key);

        Assert.Equal(first.Expect(HttpStatusCode.Created).Id, second.Expect(HttpStatusCode.Created).Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
    }

    [Fact]
    public async Task Its_life_is_told_once_each_to_who_asked_for_it()
    {
        await using var receiver = await HookReceiver.Start();
        var events = table.Kind.Facts.Select(fact => $"{fact.Kind}.{fact.Action}").ToArray();
        var hooked = await Admin.CreateWebhook(
            new
            {
                url = receiver.Url,
                dialect = "standard",
                events,
            }
        );

        var made = await Create(Body());
        var path = $"{Path}/{made.Id}";
        await Send(HttpMethod.Put, path, new JsonObject { ["notes"] = "Told" });
        await Send(HttpMethod.Put, path, new JsonObject { ["notes"] = "Told" });
        (await Admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);

        // A fleet may tell a new webhook of what happened right before.
        var told = await Wait.For(
            () => Task.FromResult(receiver.Received.Where(IsOfIt).ToList()),
            hooks => hooks.Count >= 3
        );
        var hooks = told.ToDictionary(hook => (string)hook.Json["type"]!);
        (await Admin.Get(path)).ExpectProblem(HttpStatusCode.NotFound, $"{table.Name}_not_found");
        await Admin.Send(HttpMethod.Delete, $"/api/v1/webhooks/{WebhookCalls.IdOf(hooked)}", null);
        Assert.Equal(events.Order(), hooks.Keys.Order());
        var change = Assert.Single(hooks[$"{table.Name}.updated"].Data["changes"]!.AsArray())!;
        Assert.Equal(("notes", "Told"), ((string)change["field"]!, (string)change["to"]!));
        foreach (var column in table.Columns.Where(one => one.Type is not InstantType))
            Assert.Equal(
                made.Data[column.Name]!.ToJsonString(),
                hooks[$"{table.Name}.created"].Data["record"]![column.Name]!.ToJsonString()
            );

        bool IsOfIt(Hook hook) => (long)hook.Data["record"]!["id"]! == made.Id;
    }

    [Fact]
    public async Task A_deleted_one_is_kept_and_can_be_had_back()
    {
        if (!table.KeepsDeleted)
            return;
        var made = await Create(Body());
        var path = $"{Path}/{made.Id}";
        (await Admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);

        var gone = await Admin.Send(HttpMethod.Put, path, """{"notes":"Late"}""");
        var shown = Assert.Single(await Deleted(), one => (long)one!["id"]! == made.Id)!;
        var restored = (await Admin.Send(HttpMethod.Post, $"{path}/restore", null)).Expect(HttpStatusCode.OK);
        var again = (await Admin.Send(HttpMethod.Post, $"{path}/restore", null)).Expect(HttpStatusCode.OK);

        gone.ExpectProblem(HttpStatusCode.NotFound, $"{table.Name}_not_found");
        Assert.NotNull((string?)shown["deleted_at"]);
        Assert.Equal(Names(made.Data), Names(restored.Data));
        Assert.Equal(restored.ETag, again.ETag);
        Assert.Equal(made.Data["created_at"]!.ToString(), restored.Data["created_at"]!.ToString());
        Assert.DoesNotContain(made.Id, (await Deleted()).Select(one => (long)one!["id"]!));
        (await Admin.Get(path)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_must_be_unique_is_free_once_it_is_deleted_and_is_not_had_back_twice()
    {
        if (!table.KeepsDeleted || !table.Columns.Any(column => column.IsUnique))
            return;
        var body = Body();
        var first = await Create(body);
        (await Send(HttpMethod.Post, Path, body)).Expect(HttpStatusCode.Conflict);
        (await Admin.Send(HttpMethod.Delete, $"{Path}/{first.Id}", null)).Expect(HttpStatusCode.NoContent);

        await Create(body);
        var refused = await Admin.Send(HttpMethod.Post, $"{Path}/{first.Id}/restore", null);

        refused.Expect(HttpStatusCode.Conflict);
        Assert.Contains(first.Id, (await Deleted()).Select(one => (long)one!["id"]!));
    }

    [Fact]
    public async Task For_good_it_is_gone()
    {
        if (!table.KeepsDeleted)
            return;
        var (deleted, there) = (await NewPath(), await NewPath());
        (await Admin.Send(HttpMethod.Delete, deleted, null)).Expect(HttpStatusCode.NoContent);

        foreach (var path in new[] { deleted, there })
        {
            (await Admin.Send(HttpMethod.Delete, $"{path}/permanently", null)).Expect(HttpStatusCode.NoContent);
            (await Admin.Send(HttpMethod.Post, $"{path}/restore", null)).Expect(HttpStatusCode.NotFound);
            (await Admin.Send(HttpMethod.Delete, $"{path}/permanently", null)).Expect(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_token_without_its_scopes_neither_reads_nor_writes()
    {
        var stranger = await hub.Host.WithScopes("tickets:read");

        (await stranger.Get(Path)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await stranger.Send(HttpMethod.Post, Path, "{}")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    /// <summary>A body with the table's samples, and the ids of what is there.</summary>
    private protected JsonObject Body() =>
        table.Body(
            (_, reference) =>
                reference.Kind switch
                {
                    "agent" => hub.Agent,
                    "company" => hub.Company,
                    "project" => hub.Project,
                    _ => null,
                }
        );

    private async Task<JsonArray> Deleted() => (await Admin.Get($"{Path}?deleted=true&sort=-id&per_page=100")).Items;

    private protected async Task<Answer> Create(JsonObject body) =>
        (await Send(HttpMethod.Post, Path, body)).Expect(HttpStatusCode.Created);

    private protected async Task<string> NewPath(string? column = null, string? value = null)
    {
        var body = Body();
        if (column is not null)
            body[column] = value;
        return $"{Path}/{(await Create(body)).Id}";
    }

    private protected Task<Answer> Send(HttpMethod method, string path, JsonObject body) =>
        Admin.Send(method, path, body.ToJsonString());

    private static string[] Names(JsonNode json) => [.. json.AsObject().Select(one => one.Key)];

    private static long[] Ids(Answer list) => [.. list.Items.Select(one => (long)one!["id"]!)];
}
