using System.Net.Http.Headers;
using Hub.Delivery.Retries;

namespace Hub.Delivery.Dialects;

/// <summary>The maktab contract: 22 events, the delivery's id inside the body, <c>X-Maktab-Signature</c>.</summary>
public sealed class MaktabDialect() : Dialect("maktab", MaktabEvents.All, MaktabShapes.Body, RetrySchedule.OverADay)
{
    protected override bool NamesDelivery => true;

    protected override void AddHeaders(
        HttpRequestHeaders headers,
        RenderedEvent rendered,
        byte[] body,
        in Dispatch dispatch
    )
    {
        HexSignature.Add(headers, "X-Maktab-Signature", body, dispatch);
        headers.TryAddWithoutValidation("X-Maktab-Event", rendered.Name);
        headers.TryAddWithoutValidation("X-Maktab-Delivery", $"wh_{Ulid.Text(dispatch.DeliveryId)}");
    }
}
