namespace Hub.Storage.ServiceBus.Http;

/// <summary>Service Bus could not be reached or did not do what was asked: an outage, never an answer.</summary>
internal sealed class ServiceBusException(string message, int status = 0, Exception? inner = null)
    : IOException(message, inner)
{
    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; } = status;
}
