using System.Text.Json;
using Hub.Domain;

namespace Hub.Errors;

/// <summary>What a route group has to say about an id that is none of its resources.</summary>
internal sealed record MissingResource(Func<object, Refusal> Refuse)
{
    /// <param name="name">The route's parameter: <c>id</c> is the group's, <c>timeEntryId</c> a time entry's.</param>
    public static Refusal Of(HttpContext http, string name, object id) =>
        name == "id"
            ? http.GetEndpoint()!.Metadata.GetRequiredMetadata<MissingResource>().Refuse(id)
            : Refusal.NotFound(JsonNamingPolicy.SnakeCaseLower.ConvertName(name[..^"Id".Length]), id);
}

internal static class MissingResourceConventions
{
    /// <summary>Names the resource whose ids stand in the group's paths.</summary>
    public static RouteGroupBuilder OfResource(this RouteGroupBuilder routes, string name) =>
        routes.OfResource(id => Refusal.NotFound(name, id));

    public static RouteGroupBuilder OfResource(this RouteGroupBuilder routes, Func<object, Refusal> refuse) =>
        routes.WithMetadata(new MissingResource(refuse));
}
