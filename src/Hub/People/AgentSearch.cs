using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.People;

/// <summary>Which agent somebody is who signed in elsewhere.</summary>
internal static class AgentSearch
{
    /// <summary>The agent whom provisioning gave the external id, or else the one with a user name or address of these.</summary>
    public static async ValueTask<Agent?> AgentOf(
        this IStore store,
        OrganizationId organization,
        string externalId,
        IReadOnlyList<string> addresses,
        CancellationToken cancellation
    )
    {
        if (await Only(Filter.Equal("external_id", FieldValue.Text(externalId))) is { } provisioned)
            return provisioned;
        foreach (var address in addresses)
        {
            var folded = FieldValue.Folded(address);
            if (
                await Only(Filter.Equal("user_name", folded)) is { } agent
                || (agent = await Only(Filter.Equal("email", folded))) is not null
            )
                return agent;
        }
        return null;

        async ValueTask<Agent?> Only(Filter filter)
        {
            var query = new Query
            {
                Partition = PeopleDocuments.Partition,
                Filter = filter,
                Limit = 2,
            };
            var page = await store.Query(PeopleDocuments.Agent, organization, query, cancellation);
            // An address that two agents share says nothing.
            return page.Items.Count == 1 ? page.Items[0].Value : null;
        }
    }
}
