using Azure.Core;
using Azure.Core.Pipeline;

namespace Hub.Storage.ServiceBus.Http;

/// <summary>Azure.Core's settings for the runtime API.</summary>
internal sealed class ServiceBusClientOptions : ClientOptions
{
    public ServiceBusClientOptions() =>
        // The shared transport allows 50 connections a server: long polls alone could take them all.
        Transport = new HttpClientTransport(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            }
        );
}
