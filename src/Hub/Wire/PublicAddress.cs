using Microsoft.Extensions.Options;

namespace Hub.Wire;

/// <summary>
/// The addresses that clients are given: below <c>Hub:PublicUrl</c>, or where the request came in. A request that names no host
/// (HTTP/1.0) is given the path alone.
/// </summary>
internal sealed class PublicAddress(IOptions<HubOptions> options)
{
    private readonly string? root = options.Value.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : null;

    /// <param name="path">Starts with a slash.</param>
    public string Of(HttpContext http, string path) =>
        root is not null ? root + path
        : http.Request.Host.HasValue ? $"{http.Request.Scheme}://{http.Request.Host.Value}{path}"
        : path;
}
