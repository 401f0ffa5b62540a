using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Idempotency;

/// <summary>Takes an id that nothing has yet.</summary>
internal delegate ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation);

/// <summary>The id set aside for what a request creates.</summary>
/// <param name="IsRepeat">An earlier run was cut short and may have created it already.</param>
internal sealed record Reservation(long Id, bool IsRepeat)
{
    /// <summary>The request's reservation, or a fresh id for a request without an idempotency key.</summary>
    public static async ValueTask<Reservation> Of(
        HttpContext http,
        IStore store,
        OrganizationId organization,
        string counter
    ) =>
        http.Features.Get<Reservation>()
        ?? new Reservation(await store.NextId(organization, counter, http.RequestAborted), IsRepeat: false);

    public static async ValueTask<Reservation> Of(
        HttpContext http,
        IStore store,
        OrganizationId organization,
        ReserveId reserve
    ) =>
        http.Features.Get<Reservation>()
        ?? new Reservation(await reserve(store, organization, http.RequestAborted), IsRepeat: false);
}
