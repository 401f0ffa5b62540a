using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Contacts;

/// <summary>What receivers are told of contacts, by which action, and by nothing else.</summary>
public sealed class ContactEventTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task Tiketti_is_told_once_that_a_contact_came_changed_and_went()
    {
        await using var receiver = await HookReceiver.Start();
        var webhook = await Listen(receiver, "tiketti", "contact.created", "contact.updated", "contact.deleted");

        var made = await Admin.NewContact(new { email = ContactCalls.NewAddress(), phone = "1" });
        await Admin.UpdateContact(made.Id, new { phone = "1" });
        await Admin.UpdateContact(made.Id, new { name = "Una Berg", phone = "2" });
        (await Admin.UpdateContact(made.Id, new { email = "none" })).ExpectInvalid("email");
        await Admin.DeleteContact(made.Id);

        var hooks = await Told(receiver, webhook, 3);
        Assert.Equal(
            ["contact.created", "contact.deleted", "contact.updated"],
            hooks.Select(hook => hook.Event).Order()
        );
        Assert.All(hooks, hook =>
        {
            Assert.Equal(made.Data["uuid"]!.ToString(), (string)hook.Data["id"]!);
            Assert.Equal((string)made.Data["email"]!, (string)hook.Data["email"]!);
            Assert.Equal(made.Id, (long)hook.Data["number"]!);
            Assert.NotNull(hook.Data["event_id"]);
        });
        Assert.Equal((string)made.Data["email"]!, (string)Of(hooks, "contact.created").Data["name"]!);
        var updated = Of(hooks, "contact.updated").Data;
        Assert.Equal("Una Berg", (string)updated["name"]!);
        Assert.Equal(
            ["name", "phone"],
            updated["changes"]!.AsArray().Select(change => (string)change!["field"]!).Order()
        );
    }

    [Fact]
    public async Task A_requester_s_first_ticket_tells_of_a_new_contact_and_the_next_one_does_not()
    {
        await using var receiver = await HookReceiver.Start();
        var webhook = await Listen(receiver, "tiketti", "contact.created", "contact.updated", "ticket.created");
        var address = ContactCalls.NewAddress();

        await Admin.AskFrom(address, "Una Berg");
        await Admin.AskFrom(address, "Somebody Else");

        var hooks = await Told(receiver, webhook, 3);
        Assert.Equal(["contact.created", "ticket.created", "ticket.created"], hooks.Select(hook => hook.Event).Order());
        var contact = Of(hooks, "contact.created").Data;
        Assert.Equal((address, "Una Berg"), ((string)contact["email"]!, (string)contact["name"]!));
        foreach (var ticket in hooks.Where(hook => hook.Event == "ticket.created"))
            Assert.Equal((string)contact["id"]!, (string)ticket.Data["contact"]!["id"]!);
    }

    [Fact]
    public async Task Maktab_is_told_once_of_a_new_client_and_of_a_new_company()
    {
        await using var receiver = await HookReceiver.Start();
        var webhook = await Listen(receiver, "maktab", "client.created", "client.company.created");

        var company = await Admin.CreateCompany("told.example");
        var made = await Admin.NewContact(new { email = ContactCalls.NewAddress("told.example"), name = "Una Berg" });
        await Admin.UpdateContact(made.Id, new { name = "Una" });
        await Admin.Send(HttpMethod.Put, $"{ContactCalls.Companies}/{company.Id}", new { phone = "1" });
        await Admin.DeleteContact(made.Id);
        await Admin.Send(HttpMethod.Delete, $"{ContactCalls.Companies}/{company.Id}", null);
        await Admin.Send(HttpMethod.Post, "/api/v1/users", new { email = ContactCalls.NewAddress(), name = "Agent" });

        var hooks = await Told(receiver, webhook, 2);
        Assert.Equal(["client.company.created", "client.created"], hooks.Select(hook => hook.Event).Order());
        var client = Of(hooks, "client.created").Data;
        foreach (var field in new[] { "id", "uuid", "name", "email", "company_id", "tags", "is_active" })
            Assert.Equal(made.Data[field]!.ToJsonString(), client[field]!.ToJsonString());
        Assert.Equal(company.Id, (long)client["company_id"]!);
        Assert.Equal(company.Id, (long)Of(hooks, "client.company.created").Data["id"]!);
    }

    [Fact]
    public async Task Who_takes_records_as_they_are_is_told_of_everything()
    {
        await using var receiver = await HookReceiver.Start();
        var webhook = await Listen(receiver, "standard", "contact.created", "contact.updated", "contact.deleted");

        var made = await Admin.NewContact(new { email = ContactCalls.NewAddress(), tags = new[] { "a" } });
        await Admin.UpdateContact(made.Id, new { tags = new[] { "a", "b" } });
        await Admin.DeleteContact(made.Id);

        var told = (await Told(receiver, webhook, 3)).ToDictionary(hook => (string)hook.Json["type"]!);
        Assert.Equal(3, told.Count);
        var record = told["contact.created"].Data["record"]!;
        foreach (
            var (name, value) in made.Data.AsObject().Where(one => !one.Key.EndsWith("_at", StringComparison.Ordinal))
        )
            Assert.Equal(value!.ToJsonString(), record[name]!.ToJsonString());
        var change = Assert.Single(told["contact.updated"].Data["changes"]!.AsArray())!;
        Assert.Equal("""["a","b"]""", change["to"]!.ToJsonString());
        Assert.Equal(made.Id, (long)told["contact.deleted"].Data["record"]!["id"]!);
    }

    [Fact]
    public async Task The_catalogue_shows_each_event_with_a_schema_that_its_sample_keeps_to()
    {
        var listed = (await Admin.Get("/api/v1/webhook-events?per_page=100&dialect=tiketti")).Expect(HttpStatusCode.OK);

        foreach (var name in new[] { "contact.created", "contact.updated", "contact.deleted" })
        {
            var one = listed.Items.Single(one => (string)one!["name"]! == name)!;
            var data = one["sample"]!["data"]!;
            Assert.True((bool)one["fired"]!);
            Assert.Equal(("Una Berg", "user@company.com"), ((string)data["name"]!, (string)data["email"]!));
            var described = one["schema"]!["properties"]!["data"]!["properties"]!.AsObject().Select(field => field.Key);
            Assert.Empty(data.AsObject().Select(field => field.Key).Except(described));
        }
    }

    private async Task<Guid> Listen(HookReceiver receiver, string dialect, params string[] events) =>
        WebhookCalls.IdOf(
            await Admin.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    dialect,
                    events,
                }
            )
        );

    /// <summary>
    /// All that the receiver was told before one more contact came: what happened to contacts is told in the order in which it
    /// happened, so nothing is still on its way.
    /// </summary>
    /// <param name="count">How many are waited for.</param>
    private async Task<IReadOnlyList<Hook>> Told(HookReceiver receiver, Guid webhook, int count)
    {
        var last = ContactCalls.NewAddress("last.example");
        await Admin.NewContact(new { email = last });
        await receiver.Until(count + 1);
        await Admin.DeliveriesWhen(webhook, all =>
            all.Count > count && all.All(WebhookCalls.HasSucceeded) && receiver.Received.Any(IsLast)
        );
        await Admin.DeleteWebhook(webhook);
        return [.. receiver.Received.Where(hook => !IsLast(hook))];

        bool IsLast(Hook hook) => hook.Text.Contains(last, StringComparison.Ordinal);
    }

    private static Hook Of(IReadOnlyList<Hook> hooks, string name) => Assert.Single(hooks, hook => hook.Event == name);
}
