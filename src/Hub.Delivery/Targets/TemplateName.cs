using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>What a template's place in the folder says: <c>teams/on-call.compact</c>.</summary>
internal sealed record TemplateName(Target Target, Family Family, bool IsCompact)
{
    private const string Compact = "compact";

    public string Id => IsCompact ? $"{Target.Name}-{Family.Name()}-{Compact}" : $"{Target.Name}-{Family.Name()}";

    public string Title => IsCompact ? $"{Target.Title}: {Of(Family)}, compact" : $"{Target.Title}: {Of(Family)}";

    /// <param name="path">With slashes and without the extension.</param>
    /// <returns>Nothing where target or family is none.</returns>
    public static TemplateName? Parse(string path) =>
        path.Split('/', '.') is [var target, var family, .. var rest]
        && rest is [] or [Compact]
        && TargetCatalogue.Find(target) is { } known
        && Families.Find(family) is { } meant
            ? new(known, meant, rest is [Compact])
            : null;

    private static string Of(Family family) =>
        family switch
        {
            Family.Tickets => "tickets",
            Family.Replies => "replies and notes",
            Family.Sla => "service levels and alerts",
            Family.People => "people and companies",
            Family.Incidents => "incidents",
            Family.Changes => "changes",
            Family.Knowledge => "knowledge base",
            Family.Csat => "satisfaction",
            Family.OnCall => "on-call",
            Family.Assets => "assets",
            Family.Records => "other records",
            Family.Digest => "several events in one message",
            _ => throw new ArgumentOutOfRangeException(nameof(family)),
        };
}
