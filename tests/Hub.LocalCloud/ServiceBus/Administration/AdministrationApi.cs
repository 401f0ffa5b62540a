using Hub.LocalCloud.ServiceBus.Access;

namespace Hub.LocalCloud.ServiceBus.Administration;

/// <summary>What can be asked about queues: one, with its counts, or all of them.</summary>
internal static class AdministrationApi
{
    private const string Entry = "application/atom+xml;type=entry;charset=utf-8";
    private const string Feed = "application/atom+xml;type=feed;charset=utf-8";
    private const int LargestPage = 100;

    public static void MapAdministration(this IEndpointRouteBuilder routes, ServiceBusNamespace bus)
    {
        var api = routes.MapGroup("/").AddEndpointFilter(new DoorFilter(new Doorkeeper(bus.Options)));
        api.AddEndpointFilter(new FaultFilter(bus));
        api.MapGet("/$Resources/queues", (HttpRequest request) => List(request, bus));
        api.MapGet("/{queue}", (string queue) => Describe(queue, bus));
        routes.MapFallback(() => Refusal.Of(404, "The requested resource does not exist."));
    }

    // An unknown name is no error: there is nothing in the feed.
    private static IResult Describe(string queue, ServiceBusNamespace bus) =>
        bus.Find(queue) is { } entity
            ? Results.Text($"{QueueEntry.Of(entity)}", Entry)
            : Results.Text($"{QueueEntry.Feed([])}", Feed);

    private static IResult List(HttpRequest request, ServiceBusNamespace bus)
    {
        _ = int.TryParse(request.Query["$skip"], out var skip);
        var top = int.TryParse(request.Query["$top"], out var asked) ? asked : LargestPage;
        var page = bus.All.OrderBy(entity => entity.Name, StringComparer.OrdinalIgnoreCase).Skip(skip).Take(top);
        return Results.Text($"{QueueEntry.Feed(page)}", Feed);
    }
}
