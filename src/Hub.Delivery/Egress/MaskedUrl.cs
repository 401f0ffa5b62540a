namespace Hub.Delivery.Egress;

/// <summary>
/// A target's URL as it may be shown or logged. The credential of a callback URL is its query string with some platforms,
/// and the end of its path with others, so neither is told from another: the host and the path's first segment remain.
/// </summary>
public static class MaskedUrl
{
    private const string Mask = "***";

    /// <param name="url">Absent where it is not known any more.</param>
    public static string Of(Uri? url)
    {
        if (url is not { IsAbsoluteUri: true })
        {
            return Mask;
        }
        var user = url.UserInfo.Length == 0 ? "" : $"{Mask}@";
        var query = url.Query.Length == 0 ? "" : $"?{Mask}";
        var host = url.GetComponents(UriComponents.Host | UriComponents.Port, UriFormat.UriEscaped);
        return $"{url.Scheme}://{user}{host}{PathOf(url)}{query}";
    }

    /// <summary>For a URL that was refused and may not even be one, or is not known any more.</summary>
    public static string Of(string? url) =>
        url is not null && Uri.TryCreate(url, UriKind.Absolute, out _) ? Of(TargetUri.Of(url.Split('#')[0])) : Mask;

    private static string PathOf(Uri url)
    {
        var path = url.AbsolutePath;
        // Whoever knows a topic of ntfy's public server reads what is published there, and a topic is all that the path has.
        if (url.IdnHost == "ntfy.sh" && path.Length > 1)
            return "/" + Mask;
        var first = path.Length < 2 ? -1 : path.IndexOf('/', 1);
        return first < 0 || first == path.Length - 1 ? path : path[..(first + 1)] + Mask;
    }
}
