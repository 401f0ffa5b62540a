using Microsoft.OpenApi;

namespace Hub.OpenApi;

/// <summary>Who publishes the hub, as the documents name them.</summary>
internal static class Publisher
{
    /// <summary>Where the hub is reached when <c>Hub:PublicUrl</c> does not say.</summary>
    public const string ExampleUrl = "https://hub.example.com";

    public static OpenApiContact Contact =>
        new()
        {
            Name = "The Hub authors",
            Url = new Uri(ExampleUrl),
            Email = "support@hub.example.com",
        };
}
