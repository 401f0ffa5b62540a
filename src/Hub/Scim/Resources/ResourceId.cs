namespace Hub.Scim.Resources;

/// <summary>The ids of resources: UUIDs in small letters, and case exact (RFC 7643, 3.1).</summary>
internal static class ResourceId
{
    public static bool TryRead(string text, out Guid id) =>
        Guid.TryParseExact(text, "D", out id) && !text.AsSpan().ContainsAnyInRange('A', 'F');
}
