using Hub.Access;
using Hub.Domain;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Templates;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Writing;

internal static partial class TemplatePages
{
    internal static async Task<Results<PortalPage, Refused>> ShowVersion(
        long id,
        int version,
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (saved, missing) = await Saved(id, caller, store, http);
        if (saved is null)
            return missing!;
        var (former, refused) = await Version(id, version, caller, store, cancellation);
        return former is null
            ? refused!
            : PortalPage.Of<VersionPage>(new VersionView(saved, former, TextDiff.Between(former.Text, saved.Text)));
    }

    /// <summary>Has a template say what it said, in a version of its own.</summary>
    internal static async Task<Results<RedirectHttpResult, Refused>> Restore(
        long id,
        int version,
        Caller caller,
        TemplateHandlers templates,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (former, refused) = await Version(id, version, caller, store, cancellation);
        if (former is null)
            return refused!;
        var body = new UpdateTemplate(default, default, new Optional<string?>(former.Text), default);
        var call = new ResourceCall(templates, caller, http);
        return await templates.Update(id, FormBody.Of(body), call, cancellation) is Refused problem
            ? problem
            : Saved(id);
    }

    private static async Task<(TemplateVersionResponse? Version, Refused? Refused)> Version(
        long id,
        int version,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var answer = await TemplatesApi.GetTemplateVersion(id, version, caller, store, cancellation);
        return answer.Result is Ok<One<TemplateVersionResponse>> { Value: { } found }
            ? (found.Data, null)
            : (null, (Refused)answer.Result);
    }
}

/// <summary>What a template said once.</summary>
/// <param name="ToNow">What differs of what it says now.</param>
internal sealed record VersionView(TemplateDraft Template, TemplateVersionResponse Version, TextDiff ToNow);
