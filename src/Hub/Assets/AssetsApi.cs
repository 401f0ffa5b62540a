using System.Text.Json.Serialization;
using Hub.Domain.Assets;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.Resources;
using Hub.Resources.Links;
using Hub.Wire;

namespace Hub.Assets;

/// <summary>Assets: added by hand or discovered, with the tickets that are about them.</summary>
internal static partial class AssetsApi
{
    public static readonly RecordRepository<Asset> Records = new RecordRepository<Asset>(AssetKinds.Asset);

    public static void MapAssets(this IEndpointRouteBuilder api)
    {
        var assets = RecordResource.Of<Asset, CreateAsset, UpdateAsset, AssetResponse>(
            AssetKinds.Asset,
            (Scope.AssetsRead, Scope.AssetsWrite),
            AssetsJson.Default,
            create: body => body.ToAsset(),
            edit: (asset, body) => body.ApplyTo(asset),
            show: AssetResponse.Of
        ) with
        {
            CreatedAs = AssetFacts.Discovered,
            Filters =
            [
                Filters.Folded("type", "Only of this type, whatever the case."),
                Filters.Choices("status", "Only with one of these statuses.", Names<AssetStatus>.All),
                Filters.Ids("department_id", "Only of one of these departments."),
                Filters.Ids("owner_id", "Only those that one of these agents has."),
                Filters.Folded("owner_email", "Only those that whoever has this e-mail address has."),
                Filters.Text("external_key", "Only what discovery knows by this."),
                TicketFilter.Of("assets"),
                Filters.Search(
                    "q",
                    "Only with this text in name, tag, serial number, vendor, model or location.",
                    "text"
                ),
            ],
            Sorts = ["updated_at"],
            Uses = new()
            {
                Update =
                    "Use it to update, change, edit or rename an asset, to assign or give it to another owner, user or employee, or to set its details: type, status, location, serial number, tag and department; if there is none yet, use Create an asset instead.",
            },
            About = "An asset is a laptop, computer, phone or other device or equipment of the inventory.",
            InFlows = Visibility.Ordinary,
        };
        var writes = api.MapResource(assets);
        writes.MapPost("/discovery", DiscoverAssets);
        writes.MapTicketLinks(assets);
    }
}

[JsonSerializable(typeof(CreateAsset))]
[JsonSerializable(typeof(UpdateAsset))]
[JsonSerializable(typeof(One<AssetResponse>))]
[JsonSerializable(typeof(Many<AssetResponse>))]
[JsonSerializable(typeof(DiscoverAssets))]
[JsonSerializable(typeof(One<DiscoveryResponse>))]
internal sealed partial class AssetsJson : JsonSerializerContext;
