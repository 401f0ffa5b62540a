using System.Net.Sockets;
using System.Security.Authentication;

namespace Hub.Delivery.Egress;

/// <summary>What the network's exceptions say about a receiver.</summary>
internal static class FailureCategory
{
    /// <returns>Null for what is no answer of the network: our own shutdown, or a bug.</returns>
    public static EgressCategory? Of(Exception failure, CancellationToken shutdown) =>
        failure switch
        {
            OperationCanceledException when shutdown.IsCancellationRequested => null,
            OperationCanceledException or TimeoutException => EgressCategory.Timeout,
            BlockedAddressException => EgressCategory.BlockedAddress,
            NoTokenException => EgressCategory.NoToken,
            ResponseTooLongException => EgressCategory.Malformed,
            AuthenticationException => EgressCategory.Tls,
            SocketException socket => Of(socket.SocketErrorCode),
            HttpRequestException http => Of(http.HttpRequestError) ?? OfInner(http, shutdown),
            HttpIOException http => Of(http.HttpRequestError) ?? OfInner(http, shutdown),
            IOException => OfInner(failure, shutdown),
            _ => null,
        };

    private static EgressCategory? OfInner(Exception failure, CancellationToken shutdown) =>
        failure.InnerException is { } inner ? Of(inner, shutdown) ?? EgressCategory.Network : EgressCategory.Network;

    private static EgressCategory? Of(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => EgressCategory.Dns,
            HttpRequestError.SecureConnectionError => EgressCategory.Tls,
            HttpRequestError.InvalidResponse => EgressCategory.Malformed,
            HttpRequestError.HttpProtocolError => EgressCategory.Malformed,
            HttpRequestError.ConfigurationLimitExceeded => EgressCategory.Malformed,
            _ => null,
        };

    private static EgressCategory Of(SocketError error) =>
        error switch
        {
            SocketError.HostNotFound or SocketError.NoData => EgressCategory.Dns,
            SocketError.TryAgain or SocketError.NoRecovery => EgressCategory.Dns,
            SocketError.ConnectionRefused => EgressCategory.Refused,
            SocketError.TimedOut => EgressCategory.Timeout,
            _ => EgressCategory.Network,
        };
}
