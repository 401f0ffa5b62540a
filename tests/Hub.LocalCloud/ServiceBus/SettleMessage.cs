using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.LocalCloud.ServiceBus;

internal static class SettleMessage
{
    public static Reply Complete(HttpContext context, string id, string lockToken) =>
        Answer(context, id, lockToken, (queue, token) => queue.Complete(token));

    public static Reply Unlock(HttpContext context, string id, string lockToken) =>
        Answer(context, id, lockToken, (queue, token) => queue.Abandon(token));

    public static Reply Renew(HttpContext context, string id, string lockToken) =>
        Answer(
            context,
            id,
            lockToken,
            (queue, token) => queue.Renew(token) is null ? Settlement.LockLost : Settlement.Done
        );

    private static Reply Answer(
        HttpContext context,
        string id,
        string lockToken,
        Func<MessageQueue, Guid, Settlement> settle
    )
    {
        var queue = context.Features.GetRequiredFeature<MessageQueue>();
        if (!queue.Knows(id) || !Guid.TryParse(lockToken, out var token))
        {
            return Reply.Error(404, "No message was found with the specified MessageId or LockToken.");
        }

        return settle(queue, token) is Settlement.Done
            ? Reply.Ok
            : Reply.Error(410, "MessageLockLost: The lock supplied is invalid; it has expired.");
    }
}
