using System.Globalization;
using Hub.Delivery.Dialects;
using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Webhooks;

namespace Hub.Portal.Receivers.Forms;

/// <summary>What was put into the form of a webhook, as it was put in: nothing of it is lost when it is not taken.</summary>
internal sealed record WebhookForm
{
    public required string Dialect { get; init; }

    public string? Target { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    public string? Secret { get; init; }

    public bool Enabled { get; init; } = true;

    public IReadOnlyList<string> Events { get; init; } = [];

    public string? Entity { get; init; }

    public string? Action { get; init; }

    public IReadOnlyList<string> Departments { get; init; } = [];

    public IReadOnlyList<string> Priorities { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary>Numbers of tickets, with commas or blanks between them.</summary>
    public string? Tickets { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Of one that is there: whether its headers are to be those of the form.</summary>
    public bool ReplacesHeaders { get; init; }

    public string? TemplateId { get; init; }

    public string? TimeZone { get; init; }

    public string? Language { get; init; }

    /// <summary>How long events are gathered, in minutes; absent: each is a message.</summary>
    public string? DigestMinutes { get; init; }

    public string? DigestEvents { get; init; }

    public string? DigestPer { get; init; }

    public bool IsByEntity => Dialect == EntityAction.Dialect;

    public static WebhookForm Read(PortalForm form, string dialect, string? target) =>
        new()
        {
            Dialect = dialect,
            Target = target,
            Name = form["name"],
            Description = form["description"],
            Url = form["url"],
            Secret = form["secret"],
            Enabled = form["enabled"] is not null,
            Events = form["all_events"] is not null ? ["*"] : form.Chosen("events"),
            Entity = form["entity"],
            Action = form["action"],
            Departments = form.Chosen("department_id"),
            Priorities = form.Chosen("priority"),
            Tags = [.. form.Chosen("tag"), .. Split(form["more_tags"])],
            Assignees = form.Chosen("assignee_id"),
            Tickets = form["ticket_id"],
            Headers =
            [
                .. form.All("header_name")
                    .Zip(form.All("header_value"), KeyValuePair.Create)
                    .Where(static one => one.Key.Length + one.Value.Length > 0),
            ],
            ReplacesHeaders = form["replace_headers"] is not null,
            TemplateId = form["template_id"],
            TimeZone = form["time_zone"],
            Language = form["language"],
            DigestMinutes = form["digest_minutes"],
            DigestEvents = form["digest_events"],
            DigestPer = form["digest_per"],
        };

    /// <summary>A webhook as it is; its address, its secret and the values of its headers nobody sees again.</summary>
    public static WebhookForm Of(Subscription one) =>
        new()
        {
            Dialect = one.Dialect,
            Target = one.Target,
            Name = one.Name,
            Description = one.Description,
            Enabled = one.State == SubscriptionState.Active,
            Events = one.Events,
            Entity = one.Entity ?? EntityAction.All,
            Action = one.Action ?? EntityAction.All,
            Departments = Text(one.Filter.DepartmentIds),
            Priorities = [.. one.Filter.Priorities.Select(Choices.NameOf)],
            Tags = one.Filter.Tags,
            Assignees = Text(one.Filter.AssigneeIds),
            Tickets = string.Join(", ", Text(one.Filter.TicketIds)),
            TemplateId = one.TemplateId,
            TimeZone = one.TimeZone,
            Language = one.Language,
            DigestMinutes = one.Digest?.Minutes.ToString(CultureInfo.InvariantCulture),
            DigestEvents = one.Digest?.Events.ToString(CultureInfo.InvariantCulture),
            DigestPer = WebhookDigest.Of(one.Digest)?.Per,
        };

    public WebhookFilters? FiltersIn(FieldErrors errors)
    {
        var filters = new WebhookFilters
        {
            DepartmentId = Numbers(Departments, "filters.department_id", errors),
            Priority = Priorities is []
                ? null
                : [.. Priorities.Select(Choices.Read<TicketPriority>).OfType<TicketPriority>()],
            Tag = Tags is [] ? null : Tags,
            AssigneeId = Numbers(Assignees, "filters.assignee_id", errors),
            TicketId = Numbers(Split(Tickets), "filters.ticket_id", errors),
        };
        return filters == new WebhookFilters() ? null : filters;
    }

    public WebhookDigest? DigestIn(FieldErrors errors) =>
        DigestMinutes is null
            ? null
            : new WebhookDigest
            {
                Minutes = Number(DigestMinutes, "digest.minutes", errors),
                Events = DigestEvents is null ? null : Number(DigestEvents, "digest.events", errors),
                Per = DigestPer,
            };

    public Dictionary<string, string> HeadersIn(FieldErrors errors)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Headers)
            if (!headers.TryAdd(name, value))
                errors.Add("headers", Texts.Of("webhook.header_twice", name));
        return headers;
    }

    private static List<string> Text(IEnumerable<long> numbers) =>
        [.. numbers.Select(static one => one.ToString(CultureInfo.InvariantCulture))];

    private static string[] Split(string? text) =>
        (text ?? "").Split(
            [',', ' ', '\n', ';'],
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );

    private static List<long>? Numbers(IReadOnlyList<string> texts, string field, FieldErrors errors)
    {
        var numbers = new List<long>(texts.Count);
        foreach (var text in texts)
            if (long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                errors.Add(field, Texts.Of("form.no_number", FieldErrors.Shorten(text)));
        return texts is [] ? null : numbers;
    }

    private static int? Number(string text, string field, FieldErrors errors)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(field, Texts.Of("form.no_number", FieldErrors.Shorten(text)));
        return null;
    }
}
