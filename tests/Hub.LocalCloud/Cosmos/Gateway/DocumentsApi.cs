using Hub.LocalCloud.Cosmos.Partitioning;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>Single items: create, read, replace, upsert, delete.</summary>
internal static class DocumentsApi
{
    private const int PartitionKeyMismatch = 1001;

    public static GatewayResponse Read(Container container, GatewayRequest request, string id)
    {
        if (KeyOf(container, request) is not { } key)
        {
            return NoKey;
        }

        var found = container.Find(key, id);
        return found is null ? GatewayResponse.Refused(OperationResult.NotFound)
            : request.IfNoneMatch == found.ETag ? new GatewayResponse(304).With("etag", found.ETag)
            : new GatewayResponse(200, found.Body, RequestUnits.ForRead(found.Body.Length)).With("etag", found.ETag);
    }

    public static GatewayResponse Create(Container container, GatewayRequest request) =>
        Write(container, request, (transaction, item) => transaction.Create(item));

    public static GatewayResponse Upsert(Container container, GatewayRequest request) =>
        Write(container, request, (transaction, item) => transaction.Upsert(item, request.IfMatch));

    public static GatewayResponse Replace(Container container, GatewayRequest request, string id) =>
        Write(container, request, (transaction, item) => transaction.Replace(id, item, request.IfMatch));

    public static GatewayResponse Delete(Container container, GatewayRequest request, string id)
    {
        if (KeyOf(container, request) is not { } key)
        {
            return NoKey;
        }

        var outcome = container.Commit(key, transaction => transaction.Delete(id, request.IfMatch));
        return outcome.Succeeded
            ? new GatewayResponse(204, Charge: RequestUnits.ForWrite(0))
            : GatewayResponse.Refused(outcome);
    }

    /// <summary>The key in the header is checked against the item, as the service does.</summary>
    public static OperationResult? Misplaced(Container container, PartitionKey key, Incoming item) =>
        container.Paths.FromDocument(item.Json).Json == key.Json
            ? null
            : OperationResult.Refused(
                400,
                "PartitionKey extracted from document doesn't match the one specified in the header.",
                PartitionKeyMismatch
            );

    private static GatewayResponse NoKey => GatewayResponse.Refused(400, "A complete partition key must be specified.");

    private static GatewayResponse Write(
        Container container,
        GatewayRequest request,
        Func<Transaction, Incoming, OperationResult> write
    )
    {
        if (KeyOf(container, request) is not { } key)
        {
            return NoKey;
        }

        var (item, refusal) = Incoming.Parse(request.Body);
        var outcome = item is null
            ? refusal
            : Misplaced(container, key, item) ?? container.Commit(key, transaction => write(transaction, item));
        if (!outcome.Succeeded)
        {
            return GatewayResponse.Refused(outcome);
        }

        var written = outcome.Document!;
        return new GatewayResponse(
            outcome.Status,
            request.Minimal ? default : written.Body,
            RequestUnits.ForWrite(written.Body.Length)
        ).With("etag", written.ETag);
    }

    private static PartitionKey? KeyOf(Container container, GatewayRequest request) =>
        request[HeaderNames.PartitionKey] is { } header && container.Paths.FromHeader(header) is { Complete: true } key
            ? key
            : null;
}
