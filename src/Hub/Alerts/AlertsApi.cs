using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Alerts;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Alerts;

/// <summary>What an organization wants to be told of its open tickets beside their SLA.</summary>
internal static class AlertsApi
{
    public static readonly OrganizationSettings<AlertSettings> Settings = new(
        AlertSettings.Document,
        AlertSettings.Partition,
        AlertSettings.DocumentId,
        AlertSettings.Default
    );

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        api.AddJson(AlertsJson.Default);
        var settings = api.MapGroup("/alerts/settings").WithTags("Alerts");
        settings.MapGet("", GetAlertSettings).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        settings.MapPut("", UpdateAlertSettings).RequireAllScopes().LimitAs(Limit.Write);
    }

    public static void AddAlerts(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<AlertRules>();

    /// <summary>Get settings of alerts. Says what is told of expected dates and of tickets that are left alone.</summary>
    /// <returns>The settings; those of the beginning where nobody changed them.</returns>
    internal static async Task<Ok<One<AlertSettingsResponse>>> GetAlertSettings(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        TypedResults.Ok(
            new One<AlertSettingsResponse>(
                AlertSettingsResponse.Of(await Settings.Of(store, caller.Organization.Id, cancellation))
            )
        );

    /// <summary>
    /// Update settings of alerts. Says anew what is told of expected dates and of tickets that are left alone; open tickets follow
    /// at once. What is left out is as it was in the beginning.
    /// </summary>
    /// <returns>The settings as they are now.</returns>
    internal static async Task<Results<Ok<One<AlertSettingsResponse>>, Refused>> UpdateAlertSettings(
        Body<UpdateAlertSettings> body,
        Caller caller,
        IStore store,
        References references,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var settings = body.Value.ToSettings();
        var timers = TicketRecalculation.Of(organization, clock.Now());
        var result = await Settings.Set(store, organization, settings, cancellation, timers);
        return result is not CommitResult.Done
            ? new Refused(result.ToRefusal())
            : TypedResults.Ok(body.Answer(AlertSettingsResponse.Of(settings)));
    }
}

[JsonSerializable(typeof(UpdateAlertSettings))]
[JsonSerializable(typeof(One<AlertSettingsResponse>))]
internal sealed partial class AlertsJson : JsonSerializerContext;
