using Hub.Delivery.Egress;
using Hub.Delivery.Secrets;
using Hub.Delivery.Targets;
using Hub.Domain.Subscriptions;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>A webhook.</summary>
internal sealed record WebhookResponse
{
    /// <summary>The webhook's id, a UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>A name to recognise it by.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The address, masked behind the first segment of its path: what follows is often a credential. All of it is masked where
    /// the hub has lost the keys that open it.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>The contract that deliveries follow.</summary>
    [DialectName]
    public required string Dialect { get; init; }

    /// <summary>The events it receives; a single * stands for all of them.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>What it is told of, where its events were chosen by entity and action.</summary>
    public string? Entity { get; init; }

    /// <summary>What happens to the entity, where its events were chosen by entity and action.</summary>
    public string? Action { get; init; }

    /// <summary>Whether it receives events.</summary>
    public required bool Active { get; init; }

    /// <summary>The same as active, of webhooks of ticketing.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Where it stands: disabled by somebody, failed when its attempts were used up, ended when the receiver is gone.</summary>
    public required SubscriptionState Status { get; init; }

    /// <summary>Why it is not active.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Which tickets it is told of.</summary>
    public WebhookFilters? Filters { get; init; }

    /// <summary>What the receiver reads in place of the dialect's bodies; absent: those.</summary>
    [TargetName]
    public string? Target { get; init; }

    /// <summary>The template that makes the target's messages; absent: the shipped ones.</summary>
    public string? TemplateId { get; init; }

    /// <summary>What keeps the template from being used, where something does: the shipped one is used meanwhile.</summary>
    public WebhookTemplateProblem? TemplateProblem { get; init; }

    /// <summary>The time zone that the target's messages write dates in; absent: UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The language that the target's messages write dates in; absent: en.</summary>
    [TemplateLanguage]
    public string? Language { get; init; }

    /// <summary>How events go out together; absent: each in a message of its own.</summary>
    public WebhookDigest? Digest { get; init; }

    /// <summary>What is suspicious about the address, as the target sees it; absent when nothing is.</summary>
    public string? Remark { get; init; }

    /// <summary>The names of the extra headers, each value masked.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The signing secret: shown once, where the hub made it.</summary>
    public string? Secret { get; init; }

    /// <summary>Since when the signing secret is in use.</summary>
    public DateTimeOffset? SecretSince { get; init; }

    /// <summary>Until when the secret before the last rotation signs too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>
    /// The status with which the receiver last answered, on lists only: absent before the first attempt, and when the last one had
    /// no answer.
    /// </summary>
    public int? LastResponseCode { get; init; }

    /// <summary>When a delivery to it was last attempted, on lists only; absent before the first attempt.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>
    /// The agent who made it, or enabled it last: it is disabled when they leave, and is whoever's who enables it again.
    /// Absent when it is the organization's alone.
    /// </summary>
    public long? AgentId { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <param name="secret">Where it is to be shown.</param>
    public static WebhookResponse Of(Subscription subscription, ReceiverKeeper receivers, string? secret = null)
    {
        var url = receivers.UrlOf(subscription);
        return new()
        {
            Id = subscription.Id,
            Name = subscription.Name,
            Description = subscription.Description,
            Url = MaskedUrl.Of(url),
            Dialect = subscription.Dialect,
            Events = subscription.Events,
            Entity = subscription.Entity,
            Action = subscription.Action,
            Active = subscription.State == SubscriptionState.Active,
            Enabled =
                subscription.Dialect == EntityAction.Dialect ? subscription.State == SubscriptionState.Active : null,
            Status = subscription.State,
            StatusReason = subscription.StateReason,
            Filters = FiltersOf(subscription.Filter),
            Target = subscription.Target,
            TemplateId = subscription.TemplateId,
            TemplateProblem = WebhookTemplateProblem.Of(subscription.TemplateFault),
            TimeZone = subscription.TimeZone,
            Language = subscription.Language,
            Digest = WebhookDigest.Of(subscription.Digest),
            Remark = RemarkOf(subscription.Target, url),
            Headers =
                subscription.ProtectedHeaders.Count == 0
                    ? null
                    : subscription.ProtectedHeaders.ToDictionary(entry => entry.Key, _ => "***"),
            Secret = secret,
            SecretSince = subscription.SecretSince ?? subscription.CreatedAt,
            PreviousSecretUntil = subscription.PreviousSecretUntil,
            AgentId = subscription.Owner?.Id,
            CreatedAt = subscription.CreatedAt,
            UpdatedAt = subscription.UpdatedAt,
        };
    }

    private static string? RemarkOf(string? target, string? url) =>
        target is not null && url is not null && Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? TargetCatalogue.Find(target)?.Remark(address)
            : null;

    private static WebhookFilters? FiltersOf(SubscriptionFilter filter) =>
        filter.IsEmpty
            ? null
            : new WebhookFilters
            {
                DepartmentId = NoneIfEmpty(filter.DepartmentIds),
                Priority = NoneIfEmpty(filter.Priorities),
                Tag = NoneIfEmpty(filter.Tags),
                AssigneeId = NoneIfEmpty(filter.AssigneeIds),
                TicketId = NoneIfEmpty(filter.TicketIds),
            };

    private static IReadOnlyList<T>? NoneIfEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}

/// <summary>Why a webhook's own template was not used.</summary>
internal sealed record WebhookTemplateProblem
{
    /// <summary>What is wrong, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The line of the template, from 1; absent where it is of no place in it.</summary>
    public int? Line { get; init; }

    /// <summary>The character in the line, from 1; absent with the line.</summary>
    public int? Column { get; init; }

    /// <summary>The event that it was to tell of, by the hub's own catalogue.</summary>
    public required string Event { get; init; }

    /// <summary>When that was first seen.</summary>
    public required DateTimeOffset At { get; init; }

    public static WebhookTemplateProblem? Of(TemplateFault? fault) =>
        fault is null
            ? null
            : new()
            {
                Message = fault.Message,
                Line = fault.Line,
                Column = fault.Column,
                Event = fault.Event,
                At = fault.At,
            };
}
