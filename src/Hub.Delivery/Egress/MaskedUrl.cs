namespace Hub.Delivery.Egress;

/// <summary>
/// A target's URL as it may be shown or logged. The query string of a flow's callback URL is its credential, so no value
/// in it is told from another.
/// </summary>
public static class MaskedUrl
{
    private const string Mask = "***";

    public static string Of(Uri url)
    {
        if (!url.IsAbsoluteUri)
        {
            return Mask;
        }
        var user = url.UserInfo.Length == 0 ? "" : $"{Mask}@";
        var query = url.Query.Length == 0 ? "" : $"?{Mask}";
        var host = url.GetComponents(UriComponents.Host | UriComponents.Port, UriFormat.UriEscaped);
        return $"{url.Scheme}://{user}{host}{url.AbsolutePath}{query}";
    }

    /// <summary>For a URL that was refused and may not even be one.</summary>
    public static string Of(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out _) ? Of(TargetUri.Of(url.Split('#')[0])) : Mask;
}
