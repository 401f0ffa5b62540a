using System.Text.Json;
using Hub.Domain.Events;

namespace Hub.Delivery.Dialects;

/// <summary>Conditions that more than one dialect has.</summary>
internal static class CommonEvents
{
    /// <summary>An assignment to an agent, and not to nobody.</summary>
    public static bool IsToSomebody(HubEvent assigned) =>
        assigned.Changes is not [{ To.ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }];
}
