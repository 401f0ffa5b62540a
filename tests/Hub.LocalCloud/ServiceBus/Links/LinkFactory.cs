using Hub.LocalCloud.ServiceBus.Access;
using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Requests;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>Answers attaches: finds what a link is for, refuses it, or opens it.</summary>
internal sealed class LinkFactory(ServiceBusNamespace bus, Peers peers) : IRuntimeProvider
{
    private const string SessionFilter = "com.microsoft:session-filter";

    private readonly Operations operations = new(bus);
    private readonly Doorkeeper doorkeeper = new(bus.Options);

    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        var address = Address.Of(settings);
        if (Refusal(session, settings, address) is { } refusal)
        {
            throw refusal.ToException();
        }

        if (!settings.IsReceiver())
        {
            return new SendingAmqpLink(session, settings);
        }

        // Without it a client would take every message for too large.
        settings.MaxMessageSize = MessageRules.MaxMessageSize;
        return new ReceivingAmqpLink(session, settings);
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        var address = Address.Of(link.Settings);
        var fault = operations.Begin(OperationOf(link.Settings, address));
        var opened = Task.CompletedTask;
        switch (fault?.Kind)
        {
            case FaultKind.Answer:
                opened = Task.FromException(fault.ToException());
                break;
            case FaultKind.Silence:
                opened = new TaskCompletionSource().Task;
                break;
            case FaultKind.NoCredit:
                link.SetTotalLinkCredit(0, applyNow: true, updateAutoFlow: true);
                break;
            case not null:
                fault.Break(link);
                opened = new TaskCompletionSource().Task;
                break;
        }

        if (opened.IsCompletedSuccessfully)
        {
            Open(link, address);
        }

        var result = new Opening(opened, state);
        if (opened.IsCompleted)
        {
            callback(result);
        }

        return result;
    }

    public void EndOpenLink(IAsyncResult result) => ((Opening)result).Task.GetAwaiter().GetResult();

    public AmqpConnection CreateConnection(
        TransportBase transport,
        ProtocolHeader protocolHeader,
        bool isInitiator,
        AmqpSettings amqpSettings,
        AmqpConnectionSettings connectionSettings
    ) => new(transport, protocolHeader, isInitiator, amqpSettings, connectionSettings);

    // The library makes an incoming connection's sessions by itself.
    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings) =>
        throw new NotSupportedException();

    private static ServiceBusOperation OperationOf(AmqpLinkSettings settings, Address address) =>
        address.IsRequests ? ServiceBusOperation.AttachRequests
        : settings.IsReceiver() ? ServiceBusOperation.AttachSender
        : ServiceBusOperation.AttachReceiver;

    private Fault? Refusal(AmqpSession session, AmqpLinkSettings settings, Address address)
    {
        if (settings.Target is Coordinator)
        {
            return Fault.Error(Conditions.NotImplemented, "There are no transactions here.");
        }

        if (address.IsTokens)
        {
            return null;
        }

        if (!peers.Of(session.Connection).MayReach(address.Path))
        {
            return Fault.Error(Conditions.Unauthorized, $"No token has been put for '{address.Path}'.");
        }

        if (Find(address) is null)
        {
            return Fault.Error(Conditions.NotFound, $"The messaging entity '{address.Path}' could not be found.");
        }

        return settings.IsReceiver() && address is { IsDeadLetters: true, IsManagement: false }
                ? Fault.Error(Conditions.NotAllowed, "Nothing can be sent to a dead-letter queue.")
            : settings.Source is Source { FilterSet: { } filters } && filters.TryGetValue(SessionFilter, out object? _)
                ? Fault.Error(Conditions.NotAllowed, "The queue has no sessions.")
            : null;
    }

    private void Open(AmqpLink link, Address address)
    {
        var peer = peers.Of(link.Session.Connection);
        switch (link)
        {
            case SendingAmqpLink replies when address.IsRequests:
                peer.AnswerAt($"{((Target)link.Settings.Target).Address}", replies);
                return;
            case ReceivingAmqpLink requests when address.IsRequests:
                OpenRequests(peer, new RequestLink(peer, requests), address);
                return;
            case ReceivingAmqpLink sender:
                new SenderLink(operations, Find(address)!, sender).Open();
                break;
            case SendingAmqpLink receiver:
                new ReceiverLink(operations, Find(address)!, receiver).Open();
                break;
        }

        peer.Links[link] = true;
        link.SafeAddClosed((_, _) => peer.Links.TryRemove(link, out _));
    }

    private void OpenRequests(Peer peer, RequestLink link, Address address) =>
        link.Open(
            address.IsTokens
                ? new TokenRequests(operations, doorkeeper, peer, link).Handle
                : new ManagementRequests(operations, Find(address)!, link).Handle
        );

    private MessageQueue? Find(Address address) =>
        bus.Find(address.Queue) is not { } entity ? null
        : address.IsDeadLetters ? entity.DeadLetters
        : entity.Messages;

    /// <summary>An attach that is answered when its task is done, and never when that never is.</summary>
    private sealed class Opening(Task task, object state) : IAsyncResult
    {
        public Task Task => task;

        public object AsyncState => state;

        public WaitHandle AsyncWaitHandle => ((IAsyncResult)task).AsyncWaitHandle;

        public bool CompletedSynchronously => true;

        public bool IsCompleted => task.IsCompleted;
    }
}
