using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Saml;

/// <summary>Where an organization says with which identity provider its people sign in.</summary>
internal static class SamlApi
{
    public static void MapSamlSettings(this IEndpointRouteBuilder api)
    {
        api.AddJson(SamlJson.Default);
        var settings = api.MapGroup("/saml/settings").WithTags("SAML");
        settings.MapGet("", GetSamlSettings).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        var write = settings.MapGroup("").RequireAllScopes().LimitAs(Limit.Write);
        write.MapPut("", UpdateSamlSettings);
        write.MapDelete("", DeleteSamlSettings);
    }

    /// <summary>
    /// Get SAML settings. Says with which identity provider people sign in to the portal, and what that provider has to know of the
    /// hub.
    /// </summary>
    /// <returns>The settings; without a provider where none is set up.</returns>
    internal static async Task<Ok<One<SamlSettingsResponse>>> GetSamlSettings(
        Caller caller,
        IStore store,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        TypedResults.Ok(
            new One<SamlSettingsResponse>(
                SamlSettingsResponse.Of(
                    SamlAddresses.Of(http, address, caller.Organization),
                    await SamlSettings.Of(store, caller.Organization.Id, cancellation)
                )
            )
        );

    /// <summary>
    /// Update SAML settings. Says anew with which identity provider people sign in to the portal, and what they may do there. Sessions
    /// follow at once.
    /// </summary>
    /// <returns>The settings as they are now.</returns>
    internal static async Task<Results<Ok<One<SamlSettingsResponse>>, Refused>> UpdateSamlSettings(
        Body<UpdateSamlSettings> body,
        Caller caller,
        IStore store,
        References references,
        MetadataFetch fetch,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (organization, request) = (caller.Organization.Id, body.Value);
        var roles = request.Roles ?? [];
        var named = roles.Select((one, at) => new NamedId($"roles[{at}].role_id", "role", one.RoleId ?? 0));
        if (!body.Errors.Any)
            await references.Check(named, body.Errors, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var before = await SamlSettings.Of(store, organization, cancellation);
        var provider = await Provider(request, before, fetch, body.Errors, cancellation);
        if (provider is null)
            return new Refused(body.Errors);
        var isRead = request.MetadataUrl is not null || request.Metadata is not null;
        var settings = new SamlSettings
        {
            Provider = provider,
            MetadataUrl = isRead ? request.MetadataUrl : before?.MetadataUrl,
            ReadAt = isRead ? clock.Now() : before!.ReadAt,
            IdpInitiated = request.IdpInitiated ?? true,
            Abilities = [.. (request.Abilities ?? []).Distinct()],
            Roles = [.. roles.Select(one => new SamlGrant(one.RoleId!.Value, [.. one.Abilities!.Distinct()]))],
        };
        var put = new Put<SamlSettings>(SamlSettings.Document, SamlSettings.DocumentId, settings, Expected.Anything);
        var result = await store.Commit(
            new Commit(organization, SamlSettings.Partition) { Changes = [put] },
            cancellation
        );
        return result is CommitResult.Done
            ? TypedResults.Ok(
                body.Answer(SamlSettingsResponse.Of(SamlAddresses.Of(http, address, caller.Organization), settings))
            )
            : new Refused(result.ToRefusal());
    }

    /// <summary>
    /// Delete SAML settings. Nobody signs in with SAML any more, sessions that began so end, and the hub's key for it is forgotten: set
    /// up anew, it has another certificate.
    /// </summary>
    /// <returns>It is switched off.</returns>
    internal static async Task<Results<NoContent, Refused>> DeleteSamlSettings(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var result = await store.Commit(
            new Commit(caller.Organization.Id, SamlSettings.Partition)
            {
                Changes =
                [
                    new Delete(SamlSettings.Document, SamlSettings.DocumentId, Expected.Anything),
                    new Delete(SamlKey.Document, SamlKey.DocumentId, Expected.Anything),
                ],
            },
            cancellation
        );
        return result is CommitResult.Done ? TypedResults.NoContent() : new Refused(result.ToRefusal());
    }

    /// <summary>What was read now, or else before; nothing with the reason among the errors.</summary>
    private static async Task<SamlProvider?> Provider(
        UpdateSamlSettings request,
        SamlSettings? before,
        MetadataFetch fetch,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (request.MetadataUrl is not null && request.Metadata is not null)
            errors.Add("metadata", "Give metadata or metadata_url, and not both.");
        else if (request.MetadataUrl is { } url)
        {
            var (text, problem) = await fetch.Read(url, cancellation);
            return Read(text, problem, "metadata_url");
        }
        else if (request.Metadata is { } given)
            return Read(given, null, "metadata");
        else if (before is null)
            errors.Add("metadata_url", "Give metadata_url, or metadata: nothing is known of the provider yet.");
        else
            return before.Provider;
        return null;

        SamlProvider? Read(string? text, string? problem, string field)
        {
            var (provider, wrong) = text is null ? (null, problem) : ProviderMetadata.Read(text);
            if (provider is null)
                errors.Add(field, wrong!);
            return provider;
        }
    }
}

[JsonSerializable(typeof(UpdateSamlSettings))]
[JsonSerializable(typeof(One<SamlSettingsResponse>))]
internal sealed partial class SamlJson : JsonSerializerContext;
