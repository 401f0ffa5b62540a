using System.Text.Json;
using Hub.Scim.Listing;
using Hub.Scim.Patching;
using Hub.Scim.Schemas;

namespace Hub.Scim.Resources;

/// <summary>What can be done with the resources of one type, whichever endpoint asks for it.</summary>
internal interface IResources
{
    ResourceType Type { get; }

    /// <summary>Whether a PATCH is answered with the resource even when nobody asks for it.</summary>
    bool PatchShows { get; }

    Task<ScimResult<Rendered>> Get(ScimRequest request, string id, CancellationToken cancellation);

    /// <param name="id">The id that the new resource is to have.</param>
    Task<ScimResult<Rendered>> Create(ScimRequest request, Guid id, JsonElement body, CancellationToken cancellation);

    Task<ScimResult<Rendered>> Replace(
        ScimRequest request,
        string id,
        JsonElement body,
        CancellationToken cancellation
    );

    Task<ScimResult<Rendered>> Patch(
        ScimRequest request,
        string id,
        PatchRequest patch,
        CancellationToken cancellation
    );

    /// <summary>Nothing when it is gone.</summary>
    Task<ScimError?> Delete(ScimRequest request, string id, CancellationToken cancellation);

    Task<ScimResult<Listed>> List(ScimRequest request, ListQuery query, CancellationToken cancellation);
}
