using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Delivery.Sending;
using Hub.Domain.Assignment;
using Hub.Domain.OnCall;
using Hub.Domain.Sla;
using Hub.Domain.Tokens;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;

namespace Hub.OnCall;

/// <summary>
/// Rotations, and who is on call. Setting them up takes all scopes; an override, with which agents swap, is as everyday as a
/// ticket.
/// </summary>
internal static partial class OnCallApi
{
    public const string Tag = "On-call";

    public const string Root = "/api/v1/on-call";

    private const string OverrideCounter = "on_call_override";

    public static readonly RecordRepository<Rotation> Rotations = new(OnCallKinds.Rotation);

    public static void MapOnCall(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/on-call");
        group.MapGet("", ListOnCall).WithTags(Tag).RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        var writes = group.MapResource(
            RecordResource.Of<Rotation, CreateOnCallRotation, UpdateOnCallRotation, OnCallRotationResponse>(
                OnCallKinds.Rotation,
                (Scope.TicketsRead, null),
                OnCallWireJson.Default,
                create: body => body.ToRotation().Check(),
                edit: (rotation, body) => body.ApplyTo(rotation).Check(),
                show: OnCallRotationResponse.Of
            ) with
            {
                Root = Root,
                Plural = "rotations",
                About = "A rotation is a schedule or roster that says which agents are on duty when, in turns.",
                Called = "on call rotation",
                Tag = Tag,
                Limit = RecordLimit.OnCallRotations,
                Filters =
                [
                    Filters.HasId("agent_id", "agent_ids", "Only those in which this agent has turns."),
                    Filters.Search("q", "Only with this text in the name, whatever the case.", "name"),
                ],
                Sorts = ["name"],
                KeptBy =
                [
                    InUse.By(
                        OnCallKinds.Page.Document,
                        "open_rotation_id",
                        "Pages of this rotation are open; resolve them first."
                    ),
                    InUse.ByOneOf(
                        OnCallKinds.Rotation.Document,
                        "escalate_to_rotation_ids",
                        "Other rotations escalate to this one; take it out of them first."
                    ),
                    InUse.By(
                        SlaPolicy.Kind.Document,
                        "page_rotation_id",
                        "SLA policies page this rotation; give them another one first."
                    ),
                    InUse.By(
                        AssignmentRule.Kind.Document,
                        "rotation_id",
                        "Assignment rules assign to whoever is on call in this rotation; change them first."
                    ),
                ],
            }
        );
        var reads = writes.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        reads.MapGet("/{id}/shifts", ListOnCallShifts);
        reads.MapGet("/{id}/overrides", ListOnCallOverrides);
        reads.MapGet("/{id}/overrides/{overrideId}", GetOnCallOverride);
        var swaps = writes.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        swaps.MapPost("/{id}/overrides", CreateOnCallOverride).Idempotent(OverrideCounter).TakesIfMatch();
        swaps.MapDelete("/{id}/overrides/{overrideId}", DeleteOnCallOverride).TakesIfMatch();
        group.MapPages();
    }

    public static void AddOnCall(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OnCallBook>();
        builder.Services.AddSingleton<IQueueHandler, PageTimers>();
    }
}

[JsonSerializable(typeof(CreateOnCallRotation))]
[JsonSerializable(typeof(UpdateOnCallRotation))]
[JsonSerializable(typeof(CreateOnCallOverride))]
[JsonSerializable(typeof(CreateOnCallPage))]
[JsonSerializable(typeof(AcknowledgeOnCallPage))]
[JsonSerializable(typeof(ResolveOnCallPage))]
[JsonSerializable(typeof(One<OnCallRotationResponse>))]
[JsonSerializable(typeof(Many<OnCallRotationResponse>))]
[JsonSerializable(typeof(One<OnCallOverrideResponse>))]
[JsonSerializable(typeof(Many<OnCallOverrideResponse>))]
[JsonSerializable(typeof(One<OnCallPageResponse>))]
[JsonSerializable(typeof(Many<OnCallPageResponse>))]
[JsonSerializable(typeof(Many<OnCallDutyResponse>))]
[JsonSerializable(typeof(Many<OnCallShiftResponse>))]
internal sealed partial class OnCallWireJson : JsonSerializerContext;
