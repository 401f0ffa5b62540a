using System.Text.Json.Serialization;
using Hub.Domain.TicketQueues;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Resources;
using Hub.Wire;

namespace Hub.TicketQueues;

/// <summary>Queues, in which tickets wait. Reading goes with tickets; writing is administration and takes all scopes.</summary>
internal static class QueuesApi
{
    public static void MapQueues(this IEndpointRouteBuilder api) =>
        api.MapResource(
            RecordResource.Of<TicketQueue, CreateQueue, UpdateQueue, QueueResponse>(
                TicketQueue.Kind,
                (Scope.TicketsRead, null),
                QueuesJson.Default,
                create: body => body.ToQueue(),
                edit: (queue, body) => body.ApplyTo(queue),
                show: QueueResponse.Of
            ) with
            {
                Filters =
                [
                    Filters.Ids("department_id", "Only of one of these departments."),
                    Filters.Flag("is_active", "Only the active, or only those that are not."),
                    Filters.Search("q", "Only with this text in the name, whatever the case.", "name"),
                ],
                Sorts = ["position", "name"],
                About = "A queue is a line that tickets wait in.",
                KeptBy =
                [
                    InUse.By(
                        TicketDocuments.Ticket,
                        "queue_id",
                        "Tickets wait in this queue; move them to another one first, or set is_active to false."
                    ),
                ],
                Limit = RecordLimit.Queues,
            }
        );
}

[JsonSerializable(typeof(CreateQueue))]
[JsonSerializable(typeof(UpdateQueue))]
[JsonSerializable(typeof(One<QueueResponse>))]
[JsonSerializable(typeof(Many<QueueResponse>))]
internal sealed partial class QueuesJson : JsonSerializerContext;
