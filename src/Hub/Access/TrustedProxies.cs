using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Network = System.Net.IPNetwork;

namespace Hub.Access;

/// <summary>
/// Takes the client's address from what proxies in front of the hub say of it: only from those that <c>Hub:TrustedProxies</c>
/// names, since anybody else may say what they like.
/// </summary>
internal static class TrustedProxies
{
    public static void UseTrustedProxies(this IApplicationBuilder app)
    {
        var trusted = app.ApplicationServices.GetRequiredService<IOptions<HubOptions>>().Value.TrustedProxies;
        if (trusted.Count == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
            options.KnownIPNetworks.Add(Read(network)!.Value);
        app.UseForwardedHeaders(options);
    }

    /// <summary>An address, or a network as in <c>10.0.0.0/8</c>.</summary>
    public static Network? Read(string text) =>
        Network.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new Network(address, address.GetAddressBytes().Length * 8)
        : null;
}
