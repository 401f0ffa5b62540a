namespace Hub.LocalCloud.Cosmos;

/// <summary>What a request asks for, as faults and charges tell requests apart.</summary>
public enum CosmosOperation
{
    /// <summary>The account, databases, containers and partition key ranges.</summary>
    Metadata,
    Read,
    Create,
    Replace,
    Upsert,
    Delete,

    /// <summary>A transactional batch, or one request of bulk mode.</summary>
    Batch,

    /// <summary>A page of a query, or of a plain feed of items.</summary>
    Query,
    QueryPlan,
    ChangeFeed,
}
