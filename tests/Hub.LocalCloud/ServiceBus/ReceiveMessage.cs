using System.Globalization;
using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.LocalCloud.ServiceBus;

internal static class ReceiveMessage
{
    // The reference's default, in seconds, when the request names no timeout.
    private const int DefaultWait = 60;

    // No limit is documented; a timer has one.
    private const int LongestWait = 24 * 60 * 60;

    public static Task<Reply> PeekLock(HttpContext context, CancellationToken gone) =>
        Receive(context, ReceiveMode.PeekLock, gone);

    public static Task<Reply> Delete(HttpContext context, CancellationToken gone) =>
        Receive(context, ReceiveMode.Delete, gone);

    private static async Task<Reply> Receive(HttpContext context, ReceiveMode mode, CancellationToken gone)
    {
        var seconds = DefaultWait;
        var timeout = context.Request.Query["timeout"].ToString();
        if (timeout.Length > 0 && !int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out seconds))
        {
            return Reply.Error(400, "The timeout is not a number of seconds.");
        }

        var queue = context.Features.GetRequiredFeature<MessageQueue>();
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var delivery = await LongPoll.Wait(
            queue,
            mode,
            TimeSpan.FromSeconds(Math.Min(seconds, LongestWait)),
            time,
            gone
        );
        return delivery is null ? Reply.Empty : Reply.Received(delivery);
    }
}
