using System.Globalization;
using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.People;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Saml;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Connections;

internal static partial class ConnectionPages
{
    internal static async Task<PortalPage> ShowSaml(
        Caller caller,
        IStore store,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var shown = (await SamlApi.GetSamlSettings(caller, store, address, http, cancellation)).Value!.Data;
        return await Saml(new SamlDraft(shown), null, caller, store, cancellation);
    }

    internal static async Task<Results<RedirectHttpResult, PortalPage>> UpdateSaml(
        PortalForm form,
        Caller caller,
        IStore store,
        ResourceServices services,
        MetadataFetch fetch,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var address = services.Address;
        var before = (await SamlApi.GetSamlSettings(caller, store, address, http, cancellation)).Value!.Data;
        var shown = form.Chosen("role").Select(Roled).OfType<long>().ToHashSet();
        // Roles that the page had no room for stay as they are.
        var grants = before
            .Roles.Where(grant => !shown.Contains(grant.RoleId))
            .Concat(shown.Select(id => new SamlGrantResponse(id, form.All($"role-{id}"))))
            .Where(grant => grant.Abilities.Count > 0)
            .ToList();
        var file = await FileIn(http, cancellation);
        var body = new UpdateSamlSettings
        {
            MetadataUrl = form["metadata_url"],
            Metadata = file ?? form["metadata"],
            IdpInitiated = form["idp_initiated"] is not null,
            Abilities = form.All("everybody"),
            Roles = [.. grants.Select(one => new SamlGrantBody { RoleId = one.RoleId, Abilities = one.Abilities })],
        };
        var errors = new FieldErrors();
        var answer = await SamlApi.UpdateSamlSettings(
            FormBody.Of(body, services.Clock.Now(), errors),
            caller,
            store,
            services.References,
            fetch,
            services.Clock,
            address,
            http,
            cancellation
        );
        if (answer.Result is not Refused refused)
            return TypedResults.Redirect($"{Path}/saml");
        var draft = new SamlDraft(
            before with
            {
                IdpInitiated = body.IdpInitiated.Value,
                Abilities = body.Abilities,
                Roles = grants,
            },
            body.MetadataUrl,
            body.Metadata
        );
        return await Saml(draft, refused.Value, caller, store, cancellation);
    }

    internal static async Task<Results<RedirectHttpResult, Refused>> DeleteSaml(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        (await SamlApi.DeleteSamlSettings(caller, store, cancellation)).Result is Refused refused
            ? refused
            : TypedResults.Redirect($"{Path}/saml");

    private static async Task<PortalPage> Saml(
        SamlDraft draft,
        Problem? problem,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var query = new Query { Limit = UpdateSamlSettings.MostRoles, Sort = [new Sort("number", Descending: false)] };
        var roles = await ((IRepository<Domain.People.Role>)PeopleRepositories.Roles).List(
            store,
            caller.Organization.Id,
            query,
            cancellation
        );
        return PortalPage.Of<SamlPage>(
            new SamlView(
                draft,
                SamlAddresses.PathOf(caller.Organization),
                [.. roles.Items.Select(one => new SamlRole(one.Value.Id, one.Value.Name))],
                problem
            ),
            problem
        );
    }

    /// <summary>Nothing where it is not one of the numbers that the page sends.</summary>
    private static long? Roled(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>What was chosen as a file, at most as much of it as shows that it is too much.</summary>
    private static async Task<string?> FileIn(HttpContext http, CancellationToken cancellation)
    {
        if (!http.Request.HasFormContentType || http.Request.Form.Files["file"] is not { Length: > 0 } file)
            return null;
        using var reader = new StreamReader(file.OpenReadStream());
        var text = new char[SamlXml.Largest + 1];
        return new string(text, 0, await reader.ReadBlockAsync(text, cancellation));
    }
}

/// <summary>Settings of SAML, the roles that can be mapped, and why a change was not taken.</summary>
/// <param name="Path">Below which the organization's people sign in.</param>
internal sealed record SamlView(SamlDraft Draft, string Path, IReadOnlyList<SamlRole> Roles, Problem? Problem);

/// <summary>The settings as they are shown: stored, or as they were put in.</summary>
internal sealed record SamlDraft(SamlSettingsResponse Settings, string? MetadataUrl = null, string? Metadata = null);

internal sealed record SamlRole(long Id, string Name);
