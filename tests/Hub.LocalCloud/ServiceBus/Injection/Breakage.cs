using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using AmqpError = Microsoft.Azure.Amqp.Framing.Error;

namespace Hub.LocalCloud.ServiceBus.Injection;

/// <summary>What a fault does to links, sessions and connections.</summary>
internal static class Breakage
{
    public static AmqpError ToError(this Fault fault) => Error(fault.Condition, fault.Detail);

    public static AmqpException ToException(this Fault fault) => new(fault.ToError());

    public static AmqpError Error(string condition, string description) =>
        new() { Condition = (AmqpSymbol)condition, Description = description };

    /// <summary>Silence breaks nothing: whoever waits is not answered.</summary>
    public static void Break(this Fault fault, AmqpLink link)
    {
        switch (fault.Kind)
        {
            case FaultKind.Drop:
                link.Session.Connection.Abort();
                break;
            case FaultKind.Answer or FaultKind.Detach:
                link.SafeClose(fault.ToException());
                break;
            case FaultKind.EndSession:
                link.Session.SafeClose(fault.ToException());
                break;
            case FaultKind.CloseConnection:
                link.Session.Connection.SafeClose(fault.ToException());
                break;
        }
    }
}
