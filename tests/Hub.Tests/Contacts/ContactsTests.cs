using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Contacts;

/// <summary>The people who ask, kept by hand.</summary>
public sealed class ContactsTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task What_is_created_reads_back_as_it_was_sent()
    {
        var company = await Admin.NewCompany();
        var body = new JsonObject
        {
            ["email"] = ContactCalls.NewAddress(),
            ["name"] = "Una Berg",
            ["phone"] = "+44 20 7946 0018",
            ["job_title"] = "Accountant",
            ["time_zone"] = "Europe/London",
            ["language"] = "en-GB",
            ["company_id"] = company,
            ["notes"] = "Reach her in the mornings.",
            ["tags"] = new JsonArray("finance", "vip"),
            ["external_id"] = "E-1042",
            ["is_active"] = false,
        };

        var made = await Admin.NewContact(body.ToJsonString());
        var read = await Admin.GetContact(made.Id);

        foreach (var (name, value) in body)
            Assert.True(JsonNode.DeepEquals(value, read.Data[name]), $"{name}: {read.Data[name]} for {value}");
        Assert.Equal(made.Data.ToJsonString(), read.Data.ToJsonString());
        Assert.Equal(made.ETag, read.ETag);
        Assert.NotEqual(Guid.Empty, (Guid)read.Data["uuid"]!);
    }

    [Fact]
    public async Task An_address_is_all_that_is_asked_for()
    {
        var made = await Admin.NewContact();

        Assert.True((bool)made.Data["is_active"]!);
        Assert.Empty(made.Data["tags"]!.AsArray());
        Assert.Null(made.Data["name"]);
        (await Admin.CreateContact(new { name = "Una" })).ExpectInvalid("email");
    }

    [Theory]
    [InlineData("email", "\"nobody\"")]
    [InlineData("email", "\"a b@example.org\"")]
    [InlineData("email", "\"\"")]
    [InlineData("name", "\"\"")]
    [InlineData("time_zone", "\"Europe//Berlin\"")]
    [InlineData("time_zone", "\"+01:00\"")]
    [InlineData("language", "\"e\"")]
    [InlineData("language", "\"en_GB\"")]
    [InlineData("language", "\"en-toolongasubtag\"")]
    [InlineData("company_id", "987654")]
    [InlineData("tags", "[\"\"]")]
    [InlineData("is_active", "\"perhaps\"")]
    public async Task What_does_not_hold_is_named(string field, string value)
    {
        var id = (await Admin.NewContact()).Id;
        var body = new JsonObject { ["email"] = ContactCalls.NewAddress(), [field] = JsonNode.Parse(value) };

        (await Admin.CreateContact(body.ToJsonString())).ExpectInvalid(field);
        (await Admin.UpdateContact(id, $$"""{"{{field}}":{{value}}}""")).ExpectInvalid(field);
    }

    [Fact]
    public async Task An_address_is_one_contact_s_whatever_the_case()
    {
        var address = ContactCalls.NewAddress();
        await Admin.NewContact(new { email = address });
        var other = await Admin.NewContact();

        var created = await Admin.CreateContact(new { email = address.ToUpperInvariant() });
        var changed = await Admin.UpdateContact(other.Id, new { email = $" {address} " });

        created.ExpectProblem(HttpStatusCode.Conflict, "email_taken");
        changed.ExpectProblem(HttpStatusCode.Conflict, "email_taken");
        Assert.NotEmpty(created.ErrorsOf("email"));
    }

    [Fact]
    public async Task A_change_keeps_what_it_leaves_out_and_null_clears()
    {
        var made = await Admin.NewContact(
            new
            {
                email = ContactCalls.NewAddress(),
                name = "Una",
                phone = "1",
                tags = new[] { "a" },
            }
        );

        var changed = await Admin.UpdateContact(made.Id, """{"phone":null,"job_title":"Clerk","is_active":false}""");
        var same = await Admin.UpdateContact(made.Id, new { job_title = "Clerk", tags = new[] { "a" } });
        var cleared = await Admin.UpdateContact(made.Id, """{"tags":null,"name":null}""");

        Assert.Null(changed.Data["phone"]);
        Assert.Equal(("Una", "Clerk"), ((string)changed.Data["name"]!, (string)changed.Data["job_title"]!));
        Assert.False((bool)changed.Data["is_active"]!);
        Assert.Equal(changed.ETag, same.ETag);
        Assert.Equal(changed.Data.ToJsonString(), same.Data.ToJsonString());
        Assert.Empty(cleared.Data["tags"]!.AsArray());
        Assert.Null(cleared.Data["name"]);
        Assert.Equal(made.Data["uuid"]!.ToString(), cleared.Data["uuid"]!.ToString());
        (await Admin.UpdateContact(made.Id, """{"email":null}""")).ExpectInvalid("email");
        (await Admin.UpdateContact(made.Id, """{"is_active":null}""")).ExpectInvalid("is_active");
    }

    [Fact]
    public async Task Lists_find_by_what_is_known_of_a_contact()
    {
        var company = await Admin.NewCompany();
        var address = ContactCalls.NewAddress("Found.example");
        var one = await Admin.NewContact(
            new
            {
                email = address,
                name = "Zoë Looked-For",
                phone = "555 0199",
                company_id = company,
                tags = new[] { "Rare" },
                external_id = "X-77",
            }
        );
        var gone = await Admin.NewContact(new { email = ContactCalls.NewAddress(), is_active = false });

        foreach (
            var query in new[]
            {
                "q=LOOKED-for",
                "q=555%200199",
                "q=found.EXAMPLE",
                $"email={address.ToUpperInvariant()}",
                $"company_id={company}",
                "tag=rare",
                "external_id=x-77",
            }
        )
            Assert.Equal([one.Id], await Admin.ContactsWhere(query));
        Assert.Contains(gone.Id, await Admin.ContactsWhere("is_active=false&per_page=100"));
        Assert.DoesNotContain(one.Id, await Admin.ContactsWhere("is_active=false&per_page=100"));
        Assert.Empty(await Admin.ContactsWhere("updated_since=2999-01-01T00:00:00Z"));
        (await Admin.Get($"{ContactCalls.Contacts}?is_active=perhaps&sort=notes")).ExpectInvalid("sort");
    }

    [Fact]
    public async Task Lists_sort_both_ways()
    {
        var company = await Admin.NewCompany();
        foreach (var name in new[] { "berta", "Anna", "Carla" })
            await Admin.NewContact(
                new
                {
                    email = ContactCalls.NewAddress(),
                    name,
                    company_id = company,
                }
            );

        foreach (var field in new[] { "name", "email", "created_at", "updated_at" })
        {
            var rising = await Admin.ContactsWhere($"company_id={company}&sort={field}");
            var falling = await Admin.ContactsWhere($"company_id={company}&sort=-{field}");
            Assert.Equal(3, rising.Length);
            Assert.Equal(rising, falling.Reverse());
        }
        var names = (await Admin.Get($"{ContactCalls.Contacts}?company_id={company}&sort=name")).Items;
        Assert.Equal(["Anna", "berta", "Carla"], names.Select(one => (string)one!["name"]!));
    }

    [Fact]
    public async Task Reading_and_writing_take_the_scopes_of_people()
    {
        var (reader, stranger) = (await hub.Host.WithScopes("users:read"), await hub.Host.WithScopes("tickets:write"));
        var id = (await Admin.NewContact()).Id;

        (await reader.GetContact(id)).Expect(HttpStatusCode.OK);
        (await reader.UpdateContact(id, new { name = "X" })).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await stranger.Get(ContactCalls.Contacts)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task Another_organization_has_contacts_of_its_own()
    {
        var address = ContactCalls.NewAddress();
        var theirs = await hub.Host.OpenOrganization("THEIRS");
        var (ours, same) = (
            await Admin.NewContact(new { email = address, name = "Ours" }),
            await theirs.NewContact(new { email = address, name = "Theirs" })
        );

        Assert.NotEqual(ours.Data["uuid"]!.ToString(), same.Data["uuid"]!.ToString());
        Assert.Equal("Theirs", (string)(await theirs.AskFrom(address)).Data["requester_name"]!);
        (await theirs.GetContact(987654)).ExpectProblem(HttpStatusCode.NotFound, "contact_not_found");
        Assert.Equal([same.Id], await theirs.ContactsWhere($"email={address}"));
    }

    [Fact]
    public async Task A_creation_is_safe_to_repeat_with_its_key()
    {
        var (body, key) = (new { email = ContactCalls.NewAddress() }, ("Idempotency-Key", $"{Guid.NewGuid()}"));

        var first = await Admin.CreateContact(body, key);
        var second = await Admin.CreateContact(body, key);

        Assert.Equal(first.Expect(HttpStatusCode.Created).Text, second.Expect(HttpStatusCode.Created).Text);
    }
}
