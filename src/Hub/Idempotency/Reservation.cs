using Hub.Delivery.Ports;
using Hub.Domain.Organizations;

namespace Hub.Idempotency;

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
}
