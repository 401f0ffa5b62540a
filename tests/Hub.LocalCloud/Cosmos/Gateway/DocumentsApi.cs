using Hub.LocalCloud.Cosmos.Partitioning;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>Single items: create, read, replace, upsert, delete.</summary>
internal static class DocumentsApi
{
    private const int PartitionKeyMismatch = 1001;

    public static Answer Read(Container container, GatewayRequest request, string id)
    {
        if (KeyOf(container, request) is not { } key)
        {
            return NoKey;
        }

        var found = container.Find(key, id);
        return found is null ? Answer.Refused(Outcome.NotFound)
            : request.IfNoneMatch == found.ETag ? new Answer(304).With("etag", found.ETag)
            : new Answer(200, found.Body, RequestUnits.ForRead(found.Body.Length)).With("etag", found.ETag);
    }

    public static Answer Create(Container container, GatewayRequest request) =>
        Write(container, request, (transaction, item) => transaction.Create(item));

    public static Answer Upsert(Container container, GatewayRequest request) =>
        Write(container, request, (transaction, item) => transaction.Upsert(item, request.IfMatch));

    public static Answer Replace(Container container, GatewayRequest request, string id) =>
        Write(container, request, (transaction, item) => transaction.Replace(id, item, request.IfMatch));

    public static Answer Delete(Container container, GatewayRequest request, string id)
    {
        if (KeyOf(container, request) is not { } key)
        {
            return NoKey;
        }

        var outcome = container.Commit(key, transaction => transaction.Delete(id, request.IfMatch));
        return outcome.Succeeded ? new Answer(204, Charge: RequestUnits.ForWrite(0)) : Answer.Refused(outcome);
    }

    /// <summary>The key in the header is checked against the item, as the service does.</summary>
    public static Outcome? Misplaced(Container container, PartitionKey key, Incoming item) =>
        container.Paths.FromDocument(item.Json).Json == key.Json
            ? null
            : Outcome.Refused(
                400,
                "PartitionKey extracted from document doesn't match the one specified in the header.",
                PartitionKeyMismatch
            );

    private static Answer NoKey => Answer.Refused(400, "A complete partition key must be specified.");

    private static Answer Write(Container container, GatewayRequest request, Func<Transaction, Incoming, Outcome> write)
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
            return Answer.Refused(outcome);
        }

        var written = outcome.Document!;
        return new Answer(
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
