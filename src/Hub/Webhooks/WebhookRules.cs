using System.Buffers;
using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Tickets;
using Hub.Wire;
using Microsoft.Extensions.Options;

namespace Hub.Webhooks;

/// <summary>What a webhook may be: its address, its events, its headers, its secret.</summary>
internal sealed class WebhookRules(DialectCatalogue dialects, IOptions<EgressOptions> egress)
{
    public const string DefaultDialect = "tiketti";

    /// <summary>Contracts take shorter ones.</summary>
    private const int SafeSecret = 16;

    private const int LongestHeader = 4096;
    private const int LongestHeadersInAll = 16_384;
    private const int MostNamed = 10;

    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly string[] ReservedHeaders =
    [
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Cookie",
        "Date",
        "Expect",
        "Host",
        "Keep-Alive",
        "Origin",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Via",
        "traceparent",
        "tracestate",
    ];

    /// <summary>Those of every dialect, for a webhook may change its own.</summary>
    private readonly string[] reservedPrefixes =
    [
        "Proxy-",
        "Sec-",
        .. dialects.All.SelectMany(dialect => dialect.Headers.Reserved).Distinct(),
    ];

    public Refusal? CheckUrl(string? url) =>
        TargetPolicy.Check(url, egress.Value) is { } refused ? WebhookRefusals.InvalidUrl(refused.Sentence) : null;

    public Dialect? FindDialect(string name, FieldErrors errors)
    {
        if (errors.Has("dialect"))
            return null;
        var dialect = dialects.Find(name);
        if (dialect is null)
            errors.Add("dialect", $"Must be one of: {string.Join(", ", dialects.All.Select(one => one.Name))}.");
        return dialect;
    }

    /// <summary>The events in their stored form: distinct, sorted, a * alone.</summary>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> events) =>
        events.Contains("*") ? ["*"] : [.. events.Distinct().Order(StringComparer.Ordinal)];

    public static Refusal? CheckEvents(IReadOnlyList<string>? events, Dialect dialect, Caller caller)
    {
        if (events is not { Count: > 0 })
            return WebhookRefusals.InvalidEvents("Name at least one event, or * for all of them.");
        var unknown = events.Where(name => name is null || (name != "*" && !dialect.Knows(name))).ToList();
        if (unknown.Count > 0)
            return WebhookRefusals.InvalidEvents(
                $"{dialect.Name} has no event {Named(unknown)}; "
                    + $"it has {string.Join(", ", dialect.Events.Select(one => one.Name))}."
            );
        return WebhookAuthority.Check(events, dialect, caller);
    }

    /// <summary>A warning for a secret that could be guessed, and for each named event that nothing fires yet; a * means what there is.</summary>
    /// <param name="secret">What the request brought.</param>
    public IReadOnlyList<Warning>? WarningsFor(Subscription subscription, string? secret)
    {
        var dialect = dialects.Find(subscription.Dialect)!;
        var warnings = subscription
            .Events.Where(name => dialect.Find(name) is { } known && !known.IsFired)
            .Select(name => new Warning(
                "event_not_fired",
                $"Nothing fires {name} yet; the webhook is told of it once something does.",
                "events"
            ))
            .ToList();
        if (WarningFor(secret) is { } guessable)
            warnings.Insert(0, guessable);
        return warnings.Count > 0 ? warnings : null;
    }

    public static Warning? WarningFor(string? secret) =>
        secret is { Length: < SafeSecret }
            ? new Warning(
                "short_secret",
                $"A secret of fewer than {SafeSecret} characters can be guessed; leave it out, and the hub makes one.",
                "secret"
            )
            : null;

    public void CheckHeaders(IReadOnlyDictionary<string, string>? headers, FieldErrors errors)
    {
        if (headers is null)
            return;
        if (headers.Sum(header => header.Key.Length + (header.Value?.Length ?? 0)) > LongestHeadersInAll)
            errors.Add("headers", $"Must have at most {LongestHeadersInAll} characters in all.");
        foreach (var (name, value) in headers)
            if (WhyNot(name, value) is { } reason)
                errors.Add("headers", reason);
    }

    /// <summary>Whether the dialect can sign with it; how long it may be, its field says.</summary>
    /// <param name="dialect">Nothing when it is not known.</param>
    public static void CheckSecret(string? secret, Dialect? dialect, FieldErrors errors)
    {
        if (secret is not null && !errors.Has("secret") && dialect?.WhyNotSecret(secret) is { } why)
            errors.Add("secret", why);
    }

    /// <summary>The same scheme, host and port: who answers at one path of it may see what is sent to another.</summary>
    /// <param name="other">Absent when it is not known any more.</param>
    public static bool IsSameReceiver(string url, string? other) =>
        Uri.TryCreate(url, UriKind.Absolute, out var one)
        && Uri.TryCreate(other, UriKind.Absolute, out var two)
        && Uri.Compare(
            one,
            two,
            UriComponents.SchemeAndServer,
            UriFormat.SafeUnescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;

    public Dialect? Find(string dialect) => dialects.Find(dialect);

    public static SubscriptionFilter FilterOf(WebhookFilters? filters) =>
        filters is null
            ? SubscriptionFilter.Everything
            : new SubscriptionFilter
            {
                DepartmentIds = [.. (filters.DepartmentId ?? []).Distinct()],
                Priorities = [.. (filters.Priority ?? []).Distinct()],
                Tags = TicketRules.Tidy(filters.Tag),
                AssigneeIds = [.. (filters.AssigneeId ?? []).Distinct()],
                TicketIds = [.. (filters.TicketId ?? []).Distinct()],
            };

    private static string Named(List<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(FieldErrors.Shorten))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    private string? WhyNot(string name, string? value) =>
        name.Length is 0 or > 100 || name.AsSpan().ContainsAnyExcept(TokenCharacters)
            ? $"'{FieldErrors.Shorten(name)}' is not a header name."
        : ReservedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"{name} is set by the hub."
        : reservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            ? $"{name} is set by the hub."
        : value is null ? $"{name} has no value."
        : value.Length > LongestHeader ? $"{name} has more than {LongestHeader} characters."
        : value.Any(character => character is < ' ' or > '~') ? $"{name} may hold visible ASCII and spaces only."
        : null;
}
