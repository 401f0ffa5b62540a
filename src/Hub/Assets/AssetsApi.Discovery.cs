using Hub.Access;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Assets;

internal static partial class AssetsApi
{
    /// <summary>
    /// Report discovered assets. Those that are new are added, those that are known by their external key are changed; the same
    /// report once more changes nothing. Each is taken or refused by itself, and the answer says what became of it.
    /// </summary>
    /// <remarks>
    /// Use it to import or sync many assets at once, as what an inventory scan of the network found; for a single device, use Create an asset
    /// instead.
    /// </remarks>
    /// <returns>What became of each asset.</returns>
    internal static async Task<Results<Ok<One<DiscoveryResponse>>, Refused>> DiscoverAssets(
        Body<DiscoverAssets> body,
        Caller caller,
        Discovery discovery,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var rows = await discovery.Take(body.Value.Assets!, caller, cancellation);
        return TypedResults.Ok(body.Answer(DiscoveryResponse.Of(rows)));
    }
}
