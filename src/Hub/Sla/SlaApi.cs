using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Delivery.Sending;
using Hub.Domain.Alerts;
using Hub.Domain.Sla;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;

namespace Hub.Sla;

/// <summary>
/// Policies and calendars: how an organization wants to be measured. Reading goes with tickets, which show what follows from
/// them; writing changes deadlines of all of them, and takes all scopes.
/// </summary>
internal static class SlaApi
{
    private const string Tag = "SLA";

    public static readonly RecordRepository<SlaCalendar> Calendars = new(SlaCalendar.Kind);

    private static readonly (string?, string?) Scopes = (Scope.TicketsRead, null);

    public static void MapSla(this IEndpointRouteBuilder api)
    {
        var sla = api.MapGroup("/sla");
        sla.MapResource(
            RecordResource.Of<SlaCalendar, CreateSlaCalendar, UpdateSlaCalendar, SlaCalendarResponse>(
                SlaCalendar.Kind,
                Scopes!,
                SlaWireJson.Default,
                create: body => body.ToCalendar().Check(),
                edit: (calendar, body) => body.ApplyTo(calendar).Check(),
                show: SlaCalendarResponse.Of
            ) with
            {
                Root = "/api/v1/sla",
                Plural = "calendars",
                About = "A calendar says which hours and days count as working time: business hours and holidays.",
                Called = "SLA calendar",
                Tag = Tag,
                Limit = RecordLimit.SlaCalendars,
                Filters = [Filters.Search("q", "Only with this text in the name, whatever the case.", "name")],
                Sorts = ["name"],
                Timers = (_, _, caller, now) => TicketRecalculation.Of(caller.Organization.Id, now),
                KeptBy =
                [
                    InUse.By(
                        SlaPolicy.Kind.Document,
                        "calendar_id",
                        "Policies count by this calendar; give them another one first."
                    ),
                    InUse.By(
                        AlertSettings.Document,
                        "idle_calendar_id",
                        "Idle tickets are told of by this calendar; give the settings of alerts another one first."
                    ),
                ],
            }
        );
        sla.MapResource(
            RecordResource.Of<SlaPolicy, CreateSlaPolicy, UpdateSlaPolicy, SlaPolicyResponse>(
                SlaPolicy.Kind,
                Scopes!,
                SlaWireJson.Default,
                create: body => body.ToPolicy().Check(),
                edit: (policy, body) => body.ApplyTo(policy).Check(),
                show: SlaPolicyResponse.Of
            ) with
            {
                Root = "/api/v1/sla",
                Plural = "policies",
                About = "A policy says how soon tickets must be answered and resolved: their deadlines or targets.",
                Called = "SLA policy",
                Tag = Tag,
                Limit = RecordLimit.SlaPolicies,
                Filters =
                [
                    Filters.Search("q", "Only with this text in the name, whatever the case.", "name"),
                    Filters.Flag("is_active", "Only the active, or only those that are not."),
                    Filters.Ids("calendar_id", "Only those that count by one of these calendars."),
                    Filters.Ids("page_rotation_id", "Only those that page one of these on-call rotations."),
                ],
                Sorts = ["position", "name"],
                Timers = (_, _, caller, now) => TicketRecalculation.Of(caller.Organization.Id, now),
            }
        );
    }

    public static void AddSla(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SlaRules>();
        builder.Services.AddSingleton<IQueueHandler, SlaPaging>();
    }
}

[JsonSerializable(typeof(CreateSlaCalendar))]
[JsonSerializable(typeof(UpdateSlaCalendar))]
[JsonSerializable(typeof(CreateSlaPolicy))]
[JsonSerializable(typeof(UpdateSlaPolicy))]
[JsonSerializable(typeof(One<SlaCalendarResponse>))]
[JsonSerializable(typeof(Many<SlaCalendarResponse>))]
[JsonSerializable(typeof(One<SlaPolicyResponse>))]
[JsonSerializable(typeof(Many<SlaPolicyResponse>))]
internal sealed partial class SlaWireJson : JsonSerializerContext;
