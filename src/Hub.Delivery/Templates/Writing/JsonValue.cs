namespace Hub.Delivery.Templates.Writing;

/// <summary>A value that is written as JSON, null included.</summary>
internal sealed record JsonValue(object? Value);
