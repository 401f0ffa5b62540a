using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Amqp;

namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>How an operation ended.</summary>
internal enum Outcome
{
    Ok,

    /// <summary>There was nothing.</summary>
    Empty,

    /// <summary>The lock is lost, or the message is not there.</summary>
    Gone,

    /// <summary>The service has too much to do, and did nothing of it.</summary>
    Throttled,

    /// <summary>The service could not, or took too long; it may have happened.</summary>
    Failed,

    /// <summary>There was no answer; it may have happened.</summary>
    Unreachable,

    /// <summary>The service will not, and asking again changes nothing.</summary>
    Refused,
}

/// <summary>What the SDK's exceptions mean. It throws many that are no outage by their type.</summary>
internal static class Failure
{
    /// <summary>Nothing for an exception that is a bug and stays what it is.</summary>
    public static Outcome? Of(Exception failure) =>
        failure switch
        {
            ServiceBusException known => Of(known),
            RequestFailedException { Status: 429 } => Outcome.Throttled,
            RequestFailedException { Status: 0 or 408 or >= 500 } => Outcome.Failed,
            RequestFailedException or UnauthorizedAccessException or AuthenticationFailedException => Outcome.Refused,
            NotSupportedException => Outcome.Refused,
            TimeoutException or OperationCanceledException => Outcome.Failed,
            IOException or SocketException or WebSocketException or AuthenticationException => Outcome.Unreachable,
            // A link that was closed meanwhile, or a connection that is closing.
            AmqpException or InvalidOperationException => Outcome.Unreachable,
            _ => null,
        };

    /// <summary>The time for an answer passed without one.</summary>
    public static bool IsSilence(Exception failure) =>
        failure is TimeoutException or ServiceBusException { Reason: ServiceBusFailureReason.ServiceTimeout };

    /// <summary>Worth another try.</summary>
    public static bool Passes(this Outcome outcome) =>
        outcome is Outcome.Throttled or Outcome.Failed or Outcome.Unreachable;

    private static Outcome Of(ServiceBusException failure) =>
        failure.Reason switch
        {
            ServiceBusFailureReason.MessageLockLost => Outcome.Gone,
            ServiceBusFailureReason.MessageNotFound => Outcome.Gone,
            ServiceBusFailureReason.ServiceBusy => Outcome.Throttled,
            ServiceBusFailureReason.ServiceTimeout => Outcome.Failed,
            ServiceBusFailureReason.ServiceCommunicationProblem => Outcome.Unreachable,
            _ => failure.IsTransient ? Outcome.Failed : Outcome.Refused,
        };
}
