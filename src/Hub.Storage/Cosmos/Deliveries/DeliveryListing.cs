using System.Text;
using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>The queries that list a subscription's deliveries.</summary>
internal static class DeliveryListing
{
    public static QueryDefinition Page(OrganizationId organization, Guid subscription, DeliveryQuery query) =>
        Define(
            organization,
            subscription,
            query,
            "SELECT * FROM c",
            $" ORDER BY c[\"key\"] DESC OFFSET {query.Offset} LIMIT {query.Limit}"
        );

    public static QueryDefinition Total(OrganizationId organization, Guid subscription, DeliveryQuery query) =>
        Define(organization, subscription, query, "SELECT VALUE COUNT(1) FROM c", "");

    private static QueryDefinition Define(
        OrganizationId organization,
        Guid subscription,
        DeliveryQuery query,
        string select,
        string end
    )
    {
        var text = new StringBuilder(select)
            .Append(" WHERE c[\"organizationId\"] = @organization AND c[\"subscriptionId\"] = @subscription")
            .Append(query.Status is null ? "" : " AND c[\"status\"] = @status")
            .Append(query.Event is null ? "" : " AND c[\"event\"] = @event")
            .Append(query.Partition is null ? "" : " AND c[\"eventPartition\"] = @partition")
            .Append(query.From is null ? "" : " AND c[\"created\"] >= @from")
            .Append(query.To is null ? "" : " AND c[\"created\"] < @to")
            .Append(end);
        var definition = new QueryDefinition(text.ToString())
            .WithParameter("@organization", Keys.Text(organization))
            .WithParameter("@subscription", subscription.ToString());
        if (query.Status is { } status)
            definition.WithParameter("@status", NameOf(status));
        if (query.Event is { } name)
            definition.WithParameter("@event", name);
        if (query.Partition is { } partition)
            definition.WithParameter("@partition", partition);
        if (query.From is { } from)
            definition.WithParameter("@from", FieldValue.Microseconds(from));
        if (query.To is { } to)
            definition.WithParameter("@to", FieldValue.Microseconds(to));
        return definition;
    }

    public static string NameOf(DeliveryStatus status) =>
        JsonSerializer.SerializeToElement(status, DeliveryItemJson.Default.DeliveryStatus).GetString()!;
}
