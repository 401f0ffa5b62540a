namespace Hub.Delivery.Templates.Markup;

internal static class WebAddress
{
    /// <summary>The address as it is written in links; nothing where it is none of the web.</summary>
    public static string? Of(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url.AbsoluteUri
            : null;
}
