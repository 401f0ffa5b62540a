using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;

namespace Hub.Webhooks;

/// <summary>
/// Whether a token may have to do with a webhook. What a webhook is told of passes through whoever reads, changes or uses it: a
/// token needs the scopes of all its events, as they are and as they will be.
/// </summary>
internal sealed class WebhookAuthority(DialectCatalogue dialects)
{
    /// <summary>A refusal when the token may not be told of all that the webhook is told of.</summary>
    public Refusal? Check(Subscription subscription, Caller caller) =>
        dialects.Find(subscription.Dialect) is { } dialect ? Check(subscription.Events, dialect, caller) : null;

    /// <param name="events">Names of the dialect; others are passed over.</param>
    public static Refusal? Check(IReadOnlyList<string> events, Dialect dialect, Caller caller)
    {
        var told = events.Contains("*") ? dialect.Events : [.. events.Select(dialect.Find).OfType<EventDefinition>()];
        var missing = told.Select(one => one.Scope).Distinct().Where(scope => !caller.Allows(scope)).ToList();
        return missing.Count == 0
            ? null
            : new Refusal(
                RefusalKind.Forbidden,
                "missing_scope",
                $"Being told of the events of this webhook needs the scope {string.Join(", ", missing)}, which this token does not carry.",
                "events"
            );
    }

    /// <summary>An event that was delivered once is told of again: the webhook may have other events by now.</summary>
    public Refusal? CheckEvent(Subscription subscription, string name, Caller caller) =>
        dialects.Find(subscription.Dialect) is { } dialect
            ? Check(dialect.Find(name) is null && name != Dialect.Test.Name ? ["*"] : [name], dialect, caller)
            : null;

    /// <summary>Only webhooks that the token may be told all of.</summary>
    public Filter Narrow(Filter filter, Caller caller) =>
        Visible(caller) is { } visible ? new Filter.And([filter, visible]) : filter;

    /// <returns>Nothing when that is each of them.</returns>
    private Filter? Visible(Caller caller)
    {
        var visible = dialects.All.Select(dialect => VisibleIn(dialect, caller)).ToList();
        return visible.All(static one => one is null)
            ? null
            : Filter.AnyOf([
                .. dialects.All.Zip(visible, static (dialect, events) =>
                    Filter.AllOf([
                        Filter.Equal("dialect", FieldValue.Text(dialect.Name)),
                        .. events is null ? Array.Empty<Filter>() : [Only(events)],
                    ])
                ),
            ]);
    }

    /// <summary>The events that the token may be told of; nothing when it is all of the dialect's.</summary>
    private static List<string>? VisibleIn(Dialect dialect, Caller caller)
    {
        var visible = dialect.Events.Where(one => caller.Allows(one.Scope)).Select(one => one.Name).ToList();
        return visible.Count == dialect.Events.Count ? null : visible;
    }

    private static Filter.Not Only(List<string> events) =>
        new Filter.Not(
            new Filter.Any("events", new Filter.Not(new Filter.In("value", [.. events.Select(FieldValue.Text)])))
        );

    /// <summary>The stored webhook, if the token may have to do with it.</summary>
    public async Task<(Stored<Subscription>? Stored, Refused? Refused)> Find(
        Guid id,
        Caller caller,
        SubscriptionStore book,
        CancellationToken cancellation
    ) =>
        await book.Find(caller.Organization.Id, id, cancellation) is not { } stored
            ? (null, new Refused(WebhookRefusals.NotFound(id)))
        : Check(stored.Value, caller) is { } forbidden ? (null, new Refused(forbidden))
        : (stored, null);

    /// <summary>The same where it is of the dialect; another contract's webhook is not there.</summary>
    public async Task<(Stored<Subscription>? Stored, Refused? Refused)> Find(
        Guid id,
        string dialect,
        Caller caller,
        SubscriptionStore book,
        CancellationToken cancellation
    )
    {
        var (stored, refused) = await Find(id, caller, book, cancellation);
        return stored is not null && stored.Value.Dialect != dialect
            ? (null, new Refused(WebhookRefusals.NotFound(id)))
            : (stored, refused);
    }
}
