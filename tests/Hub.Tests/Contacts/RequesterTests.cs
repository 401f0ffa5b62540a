using System.Net;
using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Contacts;

/// <summary>Whoever asks is a contact, from the first ticket on.</summary>
public sealed class RequesterTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task Who_asks_for_the_first_time_becomes_a_contact()
    {
        var address = ContactCalls.NewAddress();

        var ticket = (await Admin.AskFrom(address, "Una Berg")).Expect(HttpStatusCode.Created);

        var contact = await Admin.GetContact((long)ticket.Data["requester_id"]!);
        Assert.Equal((address, "Una Berg"), ((string)contact.Data["email"]!, (string)contact.Data["name"]!));
        Assert.Equal([contact.Id], await Admin.ContactsWhere($"email={address}"));
    }

    [Fact]
    public async Task Who_asks_again_is_the_same_contact_and_stays_as_they_were()
    {
        var address = ContactCalls.NewAddress();
        var contact = await Admin.NewContact(new { email = address, name = "Una Berg" });

        var named = await Admin.AskFrom(address.ToUpperInvariant(), "U. B.");
        var unnamed = await Admin.AskFrom(address);

        Assert.All([named, unnamed], one => Assert.Equal(contact.Id, (long)one.Data["requester_id"]!));
        Assert.Equal("U. B.", (string)named.Data["requester_name"]!);
        Assert.Equal(address.ToUpperInvariant(), (string)named.Data["requester_email"]!);
        Assert.Equal("Una Berg", (string)unnamed.Data["requester_name"]!);
        Assert.Equal(contact.ETag, (await Admin.GetContact(contact.Id)).ETag);
    }

    [Fact]
    public async Task Many_tickets_at_once_from_a_new_address_make_one_contact_and_one_event()
    {
        var address = ContactCalls.NewAddress();

        var tickets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Admin.AskFrom(address)));

        var ids = tickets.Select(one => (long)one.Expect(HttpStatusCode.Created).Data["requester_id"]!).Distinct();
        Assert.Equal(await Admin.ContactsWhere($"email={address}"), ids);
        Assert.Equal([ContactKind.Facts.Created], await FactsOf(address));
    }

    [Fact]
    public async Task A_ticket_that_is_refused_makes_no_contact()
    {
        var address = ContactCalls.NewAddress();

        var refused = await Admin.CreateTicket(
            new
            {
                subject = "VPN",
                description = "Since this morning",
                requester_email = address,
                department_id = 987654,
            }
        );

        refused.ExpectInvalid("department_id");
        Assert.Empty(await Admin.ContactsWhere($"email={address}"));
    }

    [Fact]
    public async Task A_contact_s_tickets_are_found_by_the_contact_whatever_the_address()
    {
        var contact = await Admin.NewContact();
        var first = await Admin.AskFrom((string)contact.Data["email"]!);
        var moved = ContactCalls.NewAddress();
        await Admin.UpdateContact(contact.Id, new { email = moved });
        var second = await Admin.AskFrom(moved);
        await Admin.AskFrom(ContactCalls.NewAddress());

        var found = await Admin.ListTickets($"requester_id={contact.Id}&sort=id");

        Assert.Equal([first.Id, second.Id], found.Items.Select(one => (long)one!["id"]!));
        (await Admin.ListTickets("requester_id=somebody")).ExpectInvalid("requester_id");
    }

    [Fact]
    public async Task An_address_that_its_contact_left_behind_makes_another_contact()
    {
        var (address, moved) = (ContactCalls.NewAddress(), ContactCalls.NewAddress());
        var contact = await Admin.NewContact(new { email = address });
        await Admin.AskFrom(address);
        await Admin.UpdateContact(contact.Id, new { email = moved });

        var ticket = await Admin.AskFrom(address);

        var other = await Admin.GetContact((long)ticket.Data["requester_id"]!);
        Assert.NotEqual(contact.Id, other.Id);
        Assert.NotEqual(contact.Data["uuid"]!.ToString(), other.Data["uuid"]!.ToString());
    }

    [Fact]
    public async Task A_deleted_contact_is_still_named_on_its_tickets_and_the_next_ticket_makes_another()
    {
        var address = ContactCalls.NewAddress();
        var ticket = await Admin.AskFrom(address, "Una Berg");
        var contact = (long)ticket.Data["requester_id"]!;

        await Admin.DeleteContact(contact);

        var left = await Admin.GetTicket(ticket.Id);
        Assert.Equal(
            ("Una Berg", address),
            ((string)left.Data["requester_name"]!, (string)left.Data["requester_email"]!)
        );
        Assert.Equal("Una Berg", (string)left.Data["timeline"]![0]!["actor"]!["name"]!);
        Assert.NotEqual(contact, (long)(await Admin.AskFrom(address)).Data["requester_id"]!);
        (await Admin.GetContact(contact)).ExpectProblem(HttpStatusCode.NotFound, "contact_not_found");
    }

    [Fact]
    public async Task A_requester_s_reply_from_a_new_address_opens_a_resolved_ticket_again()
    {
        var contact = await Admin.NewContact(new { email = ContactCalls.NewAddress(), name = "Una Berg" });
        var ticket = await Admin.AskFrom((string)contact.Data["email"]!);
        await Admin.UpdateTicket(ticket.Id, new { status = "resolved" });
        var moved = ContactCalls.NewAddress();
        await Admin.UpdateContact(contact.Id, new { email = moved });

        var reply = await Admin.AddReply(ticket.Id, new { body = "Still broken", author_email = moved });

        var author = reply.Expect(HttpStatusCode.Created).Data["author"]!;
        Assert.Equal((contact.Data["uuid"]!.ToString(), "Una Berg"), ((string)author["id"]!, (string)author["name"]!));
        Assert.Equal("open", (string)(await Admin.GetTicket(ticket.Id)).Data["status"]!);
    }

    [Fact]
    public async Task Whoever_only_replies_is_no_contact_yet()
    {
        var (ticket, address) = (await Admin.NewTicket(), ContactCalls.NewAddress());

        var reply = await Admin.AddReply(ticket, new { body = "Me too", author_email = address });

        Assert.Equal(address, (string)reply.Expect(HttpStatusCode.Created).Data["author"]!["name"]!);
        Assert.Empty(await Admin.ContactsWhere($"email={address}"));
    }

    private async Task<IReadOnlyList<Fact>> FactsOf(string address)
    {
        var facts = new List<Fact>();
        var log = hub.Host.App.Services.GetRequiredService<IEventLog>();
        var organization = await hub.Host.OrganizationOf(Admin);
        await foreach (
            var happened in log.Since(organization, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken)
        )
            if (happened.About<Contact>()?.Email == address)
                facts.Add(happened.Fact);
        return facts;
    }
}
