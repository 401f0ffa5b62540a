using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Delivery.Egress;

/// <summary>The connection pool behind the guard, with everything that would act on its own turned off.</summary>
internal static class GuardedHandler
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static SocketsHttpHandler Create(EgressOptions options, NetworkEdge edge) =>
        new()
        {
            ConnectCallback = new GuardedConnect(options, edge).Connect,
            PlaintextStreamFilter = GuardedConnect.Meter,
            // A connection outlives the send that asked for it, so it needs a deadline of its own.
            ConnectTimeout = options.Deadline,
            MaxConnectionsPerServer = options.MaxConnectionsPerServer,
            // A receiver that moves is followed; its new addresses are checked like the first.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            // Not Brotli: its window, and so our memory, is the sender's choice up to 16 MB a response; these take 32 KB.
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            // In KB. Receivers behind several proxies send more than anybody would think, and have acknowledged by then.
            MaxResponseHeadersLength = 128,
            // What the capped drain leaves unread is not worth reading in the background.
            MaxResponseDrainSize = 0,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = ChainPolicy(edge.Authorities),
                RemoteCertificateValidationCallback = CertificateProblem.Accept,
            },
        };

    private static X509ChainPolicy ChainPolicy(X509Certificate2Collection? authorities)
    {
        var policy = new X509ChainPolicy
        {
            // A certificate may name URLs to fetch issuers and revocation lists from: requests past the guard.
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            ApplicationPolicy = { new Oid(ServerAuthentication) },
        };
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }
        return policy;
    }
}
