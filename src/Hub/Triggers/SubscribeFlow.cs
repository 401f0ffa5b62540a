using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tickets;
using Hub.Tickets;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Triggers;

/// <summary>Where a flow is told, and whether it misses anything while it is off.</summary>
internal abstract record FlowSubscription
{
    /// <summary>The address that starts a run. Its query is a credential and is never shown again.</summary>
    /// <example>https://receiver.example.com/workflows/7f2c/triggers/manual/run</example>
    [Required, MaxLength(8192), Url]
    public string? CallbackUrl { get; init; }

    /// <summary>A name of your own for the flow, by which the hub knows it again when its address has changed.</summary>
    /// <example>Urgent tickets to the team</example>
    [MaxLength(100)]
    public string? FlowName { get; init; }

    /// <summary>Whether the flow, turned on again, is told of what happened while it was off.</summary>
    [DefaultValue(false)]
    public bool? CatchUp { get; init; }

    /// <summary>Whether the first delivery ends the subscription, for a flow that waits for one thing.</summary>
    [DefaultValue(false)]
    public bool? Once { get; init; }
}

/// <summary>A flow's wish to be told of one event, of some tickets or of all.</summary>
/// <example>
/// {"callback_url": "https://receiver.example.com/workflows/7f2c/triggers/manual/run", "flow_name": "Urgent tickets to the team",
/// "priority": ["urgent"]}
/// </example>
[RefusesUnknown]
internal record SubscribeFlow : FlowSubscription
{
    /// <summary>Only tickets of any of these departments; of all when empty or left out.</summary>
    [IdOf("department"), MaxLength(WebhookFilters.MostValues)]
    public IReadOnlyList<long>? DepartmentId { get; init; }

    /// <summary>Only tickets of any of these priorities; of all when empty or left out.</summary>
    [MaxLength(WebhookFilters.MostValues)]
    public IReadOnlyList<TicketPriority>? Priority { get; init; }

    /// <summary>Only tickets with any of these tags; with any or none when empty or left out.</summary>
    [Length(0, WebhookFilters.MostValues), EachLength(1, TicketRules.LongestTag)]
    public IReadOnlyList<string>? Tag { get; init; }

    /// <summary>Only tickets of any of these agents; of all when empty or left out.</summary>
    [IdOf("agent"), MaxLength(WebhookFilters.MostValues)]
    public IReadOnlyList<long>? AssigneeId { get; init; }

    /// <summary>Only these tickets, by their numbers; all when empty or left out.</summary>
    [IdOf("ticket"), MaxLength(WebhookFilters.MostValues)]
    public IReadOnlyList<long>? TicketId { get; init; }

    internal WebhookFilters Filters =>
        new()
        {
            DepartmentId = DepartmentId,
            Priority = Priority,
            Tag = Tag,
            AssigneeId = AssigneeId,
            TicketId = TicketId,
        };
}

/// <summary>A flow's wish to be told of events in lists: as many together as happen at about the same time.</summary>
/// <example>
/// {"callback_url": "https://receiver.example.com/workflows/7f2c/triggers/manual/run", "events": ["ticket-created"]}
/// </example>
[RefusesUnknown]
internal sealed record SubscribeFlowToLists : SubscribeFlow
{
    /// <summary>The events to be told of, as they are listed; a single * stands for all of them.</summary>
    /// <example>["ticket-created", "ticket-resolved"]</example>
    [Required, Length(1, 100), EachLength(1, 100)]
    public IReadOnlyList<string>? Events { get; init; }
}

/// <summary>A flow's wish to be told of an event, whichever it is.</summary>
/// <example>
/// {"callback_url": "https://receiver.example.com/workflows/7f2c/triggers/manual/run", "event": "ticket-created"}
/// </example>
[RefusesUnknown]
internal sealed record SubscribeFlowToAny : FlowSubscription
{
    /// <summary>The event to be told of, as events are listed.</summary>
    /// <example>ticket-created</example>
    [Required, Length(1, 100)]
    public string? Event { get; init; }

    /// <summary>Narrows it; what there is to narrow by depends on the event.</summary>
    public WebhookFilters? Filters { get; init; }
}

/// <summary>Which subscriptions of a flow end.</summary>
/// <example>{"callback_url": "https://receiver.example.com/workflows/7f2c/triggers/manual/run"}</example>
[RefusesUnknown]
internal sealed record UnsubscribeFlow
{
    /// <summary>The address that they were made with.</summary>
    /// <example>https://receiver.example.com/workflows/7f2c/triggers/manual/run</example>
    [Required, MaxLength(8192)]
    public string? CallbackUrl { get; init; }

    /// <summary>Only those to any of these events; all of the address when empty or left out.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? Events { get; init; }
}

/// <summary>A flow's subscription. Where it is called is not shown.</summary>
/// <param name="Id">Its ID, a UUID: what comes names it.</param>
/// <param name="FlowName">The name that its maker gave the flow.</param>
/// <param name="Events">The names of the events that it is told of; a single * stands for all of them.</param>
/// <param name="State">Whether it is told: active, disabled, failed or ended.</param>
/// <param name="StateReason">Why it is not active, in a sentence.</param>
/// <param name="CatchesUp">Whether the flow, turned on again, is told of what it missed.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record FlowSubscriptionResponse(
    Guid Id,
    string? FlowName,
    IReadOnlyList<string> Events,
    SubscriptionState State,
    string? StateReason,
    bool CatchesUp,
    DateTimeOffset CreatedAt
)
{
    public static FlowSubscriptionResponse Of(Subscription one) =>
        new(one.Id, one.Name, one.Events, one.State, one.StateReason, one.CatchesUp, one.CreatedAt);
}

/// <summary>What ended.</summary>
/// <param name="Ended">How many subscriptions it was; none when there were none.</param>
internal sealed record UnsubscribedResponse(int Ended);

[JsonSerializable(typeof(SubscribeFlow))]
[JsonSerializable(typeof(One<UnsubscribedResponse>))]
[JsonSerializable(typeof(SubscribeFlowToLists))]
[JsonSerializable(typeof(SubscribeFlowToAny))]
[JsonSerializable(typeof(UnsubscribeFlow))]
[JsonSerializable(typeof(One<FlowSubscriptionResponse>))]
[JsonSerializable(typeof(Many<FlowSubscriptionResponse>))]
[JsonSerializable(typeof(One<TriggerListResponse>))]
[JsonSerializable(typeof(One<TriggerResponse>))]
[JsonSerializable(typeof(RecentEventsAnswer))]
internal sealed partial class TriggersJson : JsonSerializerContext;
