using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Records.Tables;
using Hub.Domain.Text;
using Hub.Ports.Store;

namespace Hub.Contacts;

/// <summary>What of a new contact follows from what there is.</summary>
internal static class ContactLookups
{
    /// <summary>The company that has the address's domain; nothing when none has.</summary>
    public static async ValueTask<long?> CompanyOf(
        this IStore store,
        OrganizationId organization,
        string email,
        CancellationToken cancellation
    )
    {
        if (DomainName.OfAddress(email) is not { } domain)
            return null;
        var companies = BusinessRecords.Company.Kind;
        var query = new Query
        {
            Partition = companies.Partition,
            Filter = Filter.Has("domains", domain),
            Limit = 1,
        };
        var page = await store.Query(companies.Document, organization, query, cancellation);
        return page.Items.Count > 0 ? page.Items[0].Value.Id : null;
    }

    /// <summary>The address's own id, unless a contact that has moved on has it.</summary>
    public static async ValueTask<Guid> UuidOfContact(
        this IStore store,
        OrganizationId organization,
        long id,
        string email,
        CancellationToken cancellation
    )
    {
        var uuid = Contact.UuidOf(organization, email);
        var query = new Query
        {
            Partition = ContactKind.Kind.Partition,
            Filter = Filter.Equal("uuid", FieldValue.Text(uuid.ToString())),
            Limit = 1,
        };
        var page = await store.Query(ContactKind.Kind.Document, organization, query, cancellation);
        return page.Items.Count == 0 ? uuid : Contact.UuidOf(organization, id);
    }
}
