using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Organizations;

/// <summary>Finds an organization by what people call it in addresses and settings.</summary>
internal static class OrganizationSearch
{
    public static async ValueTask<Organization?> OrganizationOf(
        this IStore store,
        string prefix,
        CancellationToken cancellation
    )
    {
        var one = new Query
        {
            Partition = Organization.Partition,
            Filter = Filter.Equal("prefix", FieldValue.Text(prefix)),
            Limit = 1,
        };
        var found = await store.Query(Organization.Document, OrganizationId.Hub, one, cancellation);
        return found.Items.Count > 0 ? found.Items[0].Value : null;
    }
}
