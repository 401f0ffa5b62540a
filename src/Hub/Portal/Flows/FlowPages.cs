using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi.Connector;
using Hub.RateLimits;
using Hub.Triggers;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Flows;

/// <summary>The connector for Power Automate and Logic Apps: its files, how to import them, and the flows that are told of events.</summary>
internal static class FlowPages
{
    public const string Path = $"{PortalSetup.Root}/connector";

    private static readonly JsonSerializerOptions Indented = new(OpenApi.ServedDocuments.Written)
    {
        WriteIndented = true,
    };

    public static void MapFlows(this RouteGroupBuilder app)
    {
        var connector = app.MapGroup("/connector").RequirePage(Scope.TicketsRead).LimitAs(Limit.Read);
        connector.MapGet("", ShowConnector);
        connector.MapGet($"/{ConnectorCommand.Definition}", GetDefinition);
        connector.MapGet($"/{ConnectorCommand.Properties}", GetProperties);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowConnector(
        Query<PageQuery> list,
        [AsParameters] WebhookWork work
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var page = await WebhooksApi.Page(
            paging,
            FlowSubscriber.OfFlows,
            work.Caller,
            work.Authority,
            work.Store,
            work.Cancellation
        );
        var answer = await WebhooksApi.Show(paging, page, work);
        return answer.Result is Ok<Many<WebhookResponse>> { Value: { } flows }
            ? PortalPage.Of<ConnectorPage>(new ConnectorView(AddressOf(work.Address, work.Http), flows))
            : (Refused)answer.Result;
    }

    /// <summary>With the hub's own host in it, as whoever asks reaches the hub.</summary>
    internal static async Task<FileContentHttpResult> GetDefinition(
        ConnectorDefinition connector,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var definition = JsonNode.Parse(await connector.Render(cancellation))!.AsObject();
        var own = AddressOf(address, http);
        definition["host"] = own.Authority;
        definition["schemes"] = new JsonArray(own.Scheme);
        return File(definition.ToJsonString(Indented), ConnectorCommand.Definition);
    }

    internal static async Task<FileContentHttpResult> GetProperties(
        ConnectorDefinition connector,
        CancellationToken cancellation
    ) => File(await connector.RenderProperties(cancellation), ConnectorCommand.Properties);

    private static Uri AddressOf(PublicAddress address, HttpContext http) => new(address.Of(http, "/"));

    private static FileContentHttpResult File(string text, string name) =>
        TypedResults.Bytes(System.Text.Encoding.UTF8.GetBytes(text), "application/json", name);
}

/// <summary>The hub's address, and a page of the flows that are told of events.</summary>
internal sealed record ConnectorView(Uri Address, Many<WebhookResponse> Flows);
