using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.LocalCloud.ServiceBus;

internal static class SettleMessage
{
    public static Reply Complete(HttpContext context, string id, string lockToken) =>
        Answer(lockToken, token => Queue(context).Complete(id, token));

    public static Reply Unlock(HttpContext context, string id, string lockToken) =>
        Answer(lockToken, token => Queue(context).Unlock(id, token));

    public static Reply Renew(HttpContext context, string id, string lockToken) =>
        Answer(lockToken, token => Queue(context).Renew(id, token));

    private static MessageQueue Queue(HttpContext context) => context.Features.GetRequiredFeature<MessageQueue>();

    private static Reply Answer(string lockToken, Func<Guid, Settlement> settle) =>
        (Guid.TryParse(lockToken, out var token) ? settle(token) : Settlement.NotFound) switch
        {
            Settlement.Done => Reply.Ok,
            Settlement.LockLost => Reply.Error(410, "MessageLockLost: The lock supplied is invalid; it has expired."),
            _ => Reply.Error(404, "No message was found with the specified MessageId or LockToken."),
        };
}
