namespace Hub.Delivery.Dialects;

/// <summary>Events of one subscription go out together: a request's body is the JSON array of their bodies.</summary>
/// <param name="Most">Events in a request.</param>
/// <param name="Within">How long the first one waits for more.</param>
public sealed record Batching(int Most, TimeSpan Within);
