using Microsoft.Extensions.Options;

namespace Hub.Wire;

/// <summary>The absolute addresses that clients are given: below <c>Hub:PublicUrl</c>, or where the request came in.</summary>
internal sealed class PublicAddress(IOptions<HubOptions> options)
{
    private readonly string? root = options.Value.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : null;

    /// <param name="path">Starts with a slash.</param>
    public string Of(HttpContext http, string path) =>
        root is null ? $"{http.Request.Scheme}://{http.Request.Host.Value}{path}" : root + path;
}
