namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>The headers of the REST API and of the SDK's gateway mode.</summary>
internal static class HeaderNames
{
    public const string ActivityId = "x-ms-activity-id";
    public const string AlternativeContentPath = "x-ms-alt-content-path";
    public const string BatchAtomic = "x-ms-cosmos-batch-atomic";
    public const string ContentPath = "x-ms-content-path";
    public const string Continuation = "x-ms-continuation";
    public const string Date = "x-ms-date";
    public const string EndKey = "x-ms-end-epk";
    public const string IncrementalFeed = "A-IM";
    public const string IsBatch = "x-ms-cosmos-is-batch-request";
    public const string IsQuery = "x-ms-documentdb-isquery";
    public const string IsQueryPlan = "x-ms-cosmos-is-query-plan-request";
    public const string IsUpsert = "x-ms-documentdb-is-upsert";
    public const string ItemCount = "x-ms-item-count";
    public const string MaxItemCount = "x-ms-max-item-count";
    public const string OptimisticDirect = "x-ms-cosmos-query-optimisticdirectexecute";
    public const string PartitionKey = "x-ms-documentdb-partitionkey";
    public const string RangeId = "x-ms-documentdb-partitionkeyrangeid";
    public const string RequestCharge = "x-ms-request-charge";
    public const string RequiresDistribution = "x-ms-cosmos-query-requiresdistribution";
    public const string RetryAfter = "x-ms-retry-after-ms";
    public const string SessionToken = "x-ms-session-token";
    public const string StartKey = "x-ms-start-epk";
    public const string SubStatus = "x-ms-substatus";
}
