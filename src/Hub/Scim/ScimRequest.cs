using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Scim.Projection;
using Hub.Scim.Resources;
using Hub.Wire;

namespace Hub.Scim;

/// <summary>What holds for one operation, whether it is a request of its own or part of a bulk.</summary>
/// <param name="Base">Where the service is, as in <c>https://hub.example.com/scim/v2</c>.</param>
/// <param name="Projection">Absent when answers show everything.</param>
/// <param name="IfMatch">The versions that a change may apply to; absent when any.</param>
internal sealed record ScimRequest(
    Caller Caller,
    string Base,
    AttributeProjection? Projection = null,
    string? IfMatch = null
)
{
    /// <summary>Turns down versions that the request does not mean; absent when it means any.</summary>
    public Func<DocumentVersion, Refusal?>? ConditionBy(EntityTags tags) =>
        IfMatch is { } wanted ? version => Names(wanted, Tag(tags, version)) ? null : ScimRefusals.Stale : null;

    /// <summary>Whether a list of entity tags names the version; tags are compared weakly, as they are weak (RFC 7644, 3.14).</summary>
    public static bool Names(string tags, string version)
    {
        var wanted = Opaque(version);
        foreach (var part in tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (part == "*" || Opaque(part) == wanted)
                return true;
        return false;
    }

    private static string Opaque(string tag) =>
        (tag.StartsWith("W/", StringComparison.OrdinalIgnoreCase) ? tag[2..] : tag).Trim('"');

    public string Tag(EntityTags tags, DocumentVersion version) => $"W/\"{tags.Of(Caller.Organization.Id, version)}\"";
}
