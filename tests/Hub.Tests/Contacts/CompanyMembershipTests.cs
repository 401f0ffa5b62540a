using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Contacts;

/// <summary>Which company a contact belongs to: by its domain, or by hand.</summary>
public sealed class CompanyMembershipTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private static int number;

    private HubClient Admin => hub.Admin;

    [Fact]
    public async Task A_new_contact_belongs_to_the_company_that_has_the_domain()
    {
        var domain = NewDomain();
        var company = await Admin.NewCompany(NewDomain(), domain.ToUpperInvariant());

        var made = await Admin.NewContact(new { email = ContactCalls.NewAddress(domain) });
        var asked = await Admin.AskFrom(ContactCalls.NewAddress(domain.ToUpperInvariant()));
        var elsewhere = await Admin.NewContact(new { email = ContactCalls.NewAddress($"mail.{domain}") });

        var requester = await Admin.GetContact((long)asked.Data["requester_id"]!);
        Assert.All([made, requester], one => Assert.Equal(company, (long)one.Data["company_id"]!));
        Assert.Null(elsewhere.Data["company_id"]);
        Assert.Equal([made.Id, requester.Id], await Admin.ContactsWhere($"company_id={company}"));
    }

    [Fact]
    public async Task What_is_said_by_hand_counts_more_and_another_address_changes_nothing()
    {
        var (domain, other) = (NewDomain(), NewDomain());
        await Admin.NewCompany(domain);
        var (ours, byHand) = (await Admin.NewCompany(other), await Admin.NewCompany());

        var made = await Admin.NewContact(new { email = ContactCalls.NewAddress(domain), company_id = byHand });
        var moved = await Admin.UpdateContact(made.Id, new { email = ContactCalls.NewAddress(other) });
        var taken = await Admin.UpdateContact(made.Id, new { company_id = ours });
        var alone = await Admin.UpdateContact(made.Id, """{"company_id":null}""");

        Assert.All([made, moved], one => Assert.Equal(byHand, (long)one.Data["company_id"]!));
        Assert.Equal(ours, (long)taken.Data["company_id"]!);
        Assert.Null(alone.Data["company_id"]);
    }

    [Fact]
    public async Task A_domain_is_one_company_s_and_is_free_again_once_it_is_given_up()
    {
        var domain = NewDomain();
        var holder = await Admin.NewCompany(domain);
        var other = await Admin.NewCompany(NewDomain());

        var created = await Admin.CreateCompany(NewDomain(), domain.ToUpperInvariant());
        var changed = await Admin.Send(HttpMethod.Put, PathOf(other), new { domains = new[] { domain } });
        await Admin.Send(HttpMethod.Put, PathOf(holder), new { domains = Array.Empty<string>() });
        var free = await Admin.Send(HttpMethod.Put, PathOf(other), new { domains = new[] { domain } });
        await Admin.Send(HttpMethod.Delete, PathOf(other), null);

        Assert.All([created, changed], one =>
        {
            one.ExpectProblem(HttpStatusCode.Conflict, "domains_taken");
            Assert.Contains(domain, Assert.Single(one.ErrorsOf("domains")));
        });
        Assert.Equal(domain, (string)free.Expect(HttpStatusCode.OK).Data["domains"]![0]!);
        await Admin.NewCompany(domain);
    }

    [Fact]
    public async Task Of_companies_that_take_a_domain_at_once_one_gets_it()
    {
        var domain = NewDomain();

        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Admin.CreateCompany(domain)));

        Assert.Single(made, one => one.Status == HttpStatusCode.Created);
        Assert.Equal(4, made.Count(one => one.Code == "domains_taken"));
    }

    [Fact]
    public async Task Domains_are_kept_in_one_form_and_each_that_is_none_is_named()
    {
        var domain = NewDomain();

        var made = await Admin.CreateCompany($" {domain.ToUpperInvariant()}. ", domain, $"bücher.{domain}");
        var wrong = await Admin.CreateCompany(NewDomain(), "localhost", "@acme.com", "10.0.0.1", "-a.com", "a b.com");
        var tooMany = await Admin.CreateCompany([.. Enumerable.Range(0, 21).Select(_ => NewDomain())]);

        Assert.Equal([domain, $"xn--bcher-kva.{domain}"], made.Data["domains"]!.AsArray().Select(one => (string)one!));
        Assert.All(Enumerable.Range(1, 5), at => wrong.ExpectInvalid($"domains[{at}]"));
        Assert.Empty(wrong.ErrorsOf("domains[0]"));
        tooMany.ExpectInvalid("domains");
        var found = await Admin.Get($"{ContactCalls.Companies}?domain={domain.ToUpperInvariant()}");
        Assert.Equal(made.Id, (long)Assert.Single(found.Items)!["id"]!);
    }

    [Fact]
    public async Task A_company_that_has_contacts_is_not_deleted()
    {
        var company = await Admin.NewCompany();
        var contact = await Admin.NewContact(new { email = ContactCalls.NewAddress(), company_id = company });

        var refused = await Admin.Send(HttpMethod.Delete, PathOf(company), null);
        await Admin.UpdateContact(contact.Id, """{"company_id":null}""");
        var deleted = await Admin.Send(HttpMethod.Delete, PathOf(company), null);

        refused.ExpectProblem(HttpStatusCode.Conflict, "company_in_use");
        deleted.Expect(HttpStatusCode.NoContent);
        (
            await Admin.UpdateContact(contact.Id, new JsonObject { ["company_id"] = company }.ToJsonString())
        ).ExpectInvalid("company_id");
    }

    private static string NewDomain() => $"company{Interlocked.Increment(ref number)}.example";

    private static string PathOf(long company) => $"{ContactCalls.Companies}/{company}";
}
