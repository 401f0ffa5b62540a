using Hub.LocalCloud.Cosmos.Partitioning;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>The part of a container that a request is about: one complete key, or a window of keys.</summary>
internal sealed record Route(KeyWindow Window, PartitionKey? Key)
{
    private const int PartitionKeyRangeGone = 1002;

    /// <summary>Follows the key if there is one, else the range, narrowed by the effective keys that may come with it.</summary>
    public static (Route? Route, GatewayResponse? Refusal) Of(Container container, GatewayRequest request)
    {
        if (request[HeaderNames.PartitionKey] is { Length: > 0 } header)
        {
            var key = container.Paths.FromHeader(header);
            return key is null ? (null, GatewayResponse.Refused(400, "The partition key supplied is invalid."))
                : key.Complete ? (new Route(KeyWindow.All, key), null)
                : (new Route(new KeyWindow(key.Effective, key.Effective + EffectiveKey.Maximum), null), null);
        }

        var window = KeyWindow.All;
        if (request[HeaderNames.RangeId] is { Length: > 0 } id)
        {
            // It may be written with the container's resource id before it.
            if (container.Ranges.Find(id.Split(',')[^1]) is not { } range)
            {
                return (
                    null,
                    GatewayResponse.Refused(410, $"The partition key range {id} is gone.", PartitionKeyRangeGone)
                );
            }

            window = range.Window;
        }

        var asked = new KeyWindow(
            request[HeaderNames.StartKey] ?? EffectiveKey.Minimum,
            request[HeaderNames.EndKey] ?? EffectiveKey.Maximum
        );
        return (new Route(window.Intersect(asked), null), null);
    }

    public List<Document> List(Container container, Place from) =>
        Key is null ? container.List(Window, from) : container.List(Key, from);
}
