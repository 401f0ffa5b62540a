using System.Globalization;
using Hub.Delivery.Targets;
using Hub.Domain.Organizations;
using Hub.Domain.Templates;
using Hub.Ports.Store;

namespace Hub.Delivery.Templates;

/// <summary>Templates by their ids, shipped and own, parsed once for each version.</summary>
public sealed class TemplateBook : IDisposable
{
    private readonly WatchedCache<(OrganizationId Organization, long Number), KnownTemplate> own;

    public TemplateBook(IStore store, TimeProvider time) =>
        own = new(
            store,
            TemplateKinds.Template.Document,
            static changed => (changed.Organization, NumberIn(changed.Id) ?? 0),
            async (key, cancellation) =>
                await store.Get(
                    TemplateKinds.Template.Document,
                    key.Organization,
                    TemplateKinds.Template.Partition,
                    $"{Prefix}{key.Number}",
                    cancellation
                )
                    is { } stored
                    ? Of(stored.Value)
                    : null,
            time
        );

    private static string Prefix => $"{TemplateKinds.Template.Name}-";

    /// <summary>Nothing when there is none (any more).</summary>
    /// <param name="id">A shipped one's name, or an own one's number.</param>
    public ValueTask<KnownTemplate?> Find(OrganizationId organization, string id, CancellationToken cancellation) =>
        Shipped(id) is { } shipped ? new(shipped)
        : NumberOf(id) is { } number ? own.Get((organization, number), cancellation)
        : default;

    /// <summary>The number that an own template's id is; nothing when it is none.</summary>
    public static long? NumberOf(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public void Dispose() => own.Dispose();

    private static KnownTemplate? Shipped(string id) =>
        ShippedTemplates.Find(id) is { } one
            ? new(one.Id, one.Target.Name, one.Family, one.Template, one.Version, RefusesTooLarge: false)
            : null;

    private static KnownTemplate Of(OwnTemplate one) =>
        new(
            one.Id.ToString(CultureInfo.InvariantCulture),
            one.Target,
            Families.Find(one.Family),
            Template.TryParse(one.Text, out var template, out _) ? template : null,
            one.Version.ToString(CultureInfo.InvariantCulture),
            one.RefusesTooLarge
        );

    private static long? NumberIn(string document) =>
        document.StartsWith(Prefix, StringComparison.Ordinal) ? NumberOf(document[Prefix.Length..]) : null;
}

/// <param name="Family">The events that it is for; absent: all of them.</param>
/// <param name="Template">Absent where it does not parse any more.</param>
public sealed record KnownTemplate(
    string Id,
    string Target,
    Family? Family,
    Template? Template,
    string Version,
    bool RefusesTooLarge
);
