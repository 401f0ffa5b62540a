using Hub.Domain.Organizations;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>The hierarchical partition keys.</summary>
internal static class Keys
{
    public static string Text(OrganizationId organization) => organization.Value.ToString();

    public static PartitionKey Of(OrganizationId organization, string second) =>
        new PartitionKeyBuilder().Add(Text(organization)).Add(second).Build();

    /// <summary>All partitions of an organization.</summary>
    public static PartitionKey Of(OrganizationId organization) =>
        new PartitionKeyBuilder().Add(Text(organization)).Build();
}
