using Microsoft.Azure.Amqp.Transport;

namespace Hub.LocalCloud.ServiceBus.Listening;

/// <summary>Hands what Kestrel has accepted to the AMQP library, as if it had listened itself.</summary>
internal sealed class AcceptedTransports() : TransportListener("accepted")
{
    public Task Accept(PipeTransport transport)
    {
        transport.Open();
        OnTransportAccepted(new TransportAsyncCallbackArgs { Transport = transport });
        return transport.Finished;
    }

    protected override void OnListen() { }
}
