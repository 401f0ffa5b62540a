using System.Text.Json.Nodes;
using Hub.Departments;
using Hub.Tickets;
using Hub.Webhooks;

namespace Hub.OpenApi.Connector;

/// <summary>Paths below the base path, and which operations a designer shows first, last or not at all.</summary>
internal static class ConnectorOperations
{
    private static readonly HashSet<string> Important =
    [
        nameof(TicketsApi.CreateTicket),
        nameof(TicketsApi.GetTicket),
        nameof(TicketsApi.ListTickets),
        nameof(TicketsApi.UpdateTicket),
        nameof(TicketsApi.AddReply),
        nameof(WebhooksApi.CreateWebhook),
    ];

    private static readonly HashSet<string> Ordinary =
    [
        nameof(TicketsApi.DeleteTicket),
        nameof(TicketsApi.MergeTicket),
        nameof(DepartmentsApi.ListDepartments),
        nameof(DepartmentsApi.GetDepartment),
    ];

    /// <summary>For the platform and for other operations to call.</summary>
    private static readonly HashSet<string> Internal =
    [
        nameof(WebhooksApi.DeleteWebhook),
        nameof(WebhookEventsApi.ListWebhookEvents),
    ];

    public static void Adapt(JsonObject swagger)
    {
        var below = swagger["paths"]!
            .AsObject()
            .Select(path =>
                KeyValuePair.Create(path.Key[ConnectorDefinition.BasePath.Length..], path.Value?.DeepClone())
            );
        swagger["paths"] = new JsonObject(below.ToList());
        foreach (var operation in swagger.Operations())
        {
            operation.Json.Remove("security");
            if (Important.Contains(operation.Id))
                operation.Json["x-ms-visibility"] = "important";
            else if (Internal.Contains(operation.Id))
                operation.Json["x-ms-visibility"] = "internal";
            else if (!Ordinary.Contains(operation.Id))
                operation.Json["x-ms-visibility"] = "advanced";
        }
    }
}
