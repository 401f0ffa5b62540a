using Hub.Delivery;
using Hub.Domain.Alerts;
using Hub.Domain.Organizations;
using Hub.Domain.Sla;
using Hub.Ports.Store;
using Hub.Sla;

namespace Hub.Alerts;

/// <summary>What organizations want to be told, remembered with the calendar that it names.</summary>
internal sealed class AlertRules : IDisposable
{
    private readonly IStore store;
    private readonly WatchedCache<OrganizationId, AlertTerms> known;

    public AlertRules(IStore store, TimeProvider time)
    {
        this.store = store;
        known = new(store, async (organization, cancellation) => await Read(organization, cancellation), time);
        known.Watch(AlertSettings.Document, changed => known.Forget(changed.Organization));
        known.Watch(SlaCalendar.Kind.Document, changed => known.Forget(changed.Organization));
    }

    public async ValueTask<AlertTerms> For(OrganizationId organization, CancellationToken cancellation) =>
        (await known.Get(organization, cancellation))!;

    /// <summary>The same by what the store says at this moment.</summary>
    public async ValueTask<AlertTerms> Read(OrganizationId organization, CancellationToken cancellation)
    {
        var settings = await AlertsApi.Settings.Of(store, organization, cancellation);
        var calendar = settings.IdleCalendarId is { } id
            ? await SlaApi.Calendars.Find(store, organization, id, cancellation)
            : null;
        return new AlertTerms(
            settings,
            SlaRules.ZoneOf(settings.TimeZone),
            calendar is { Value: var hours } ? SlaRules.HoursOf(hours) : WorkingTime.Always
        );
    }

    public void Dispose() => known.Dispose();
}
