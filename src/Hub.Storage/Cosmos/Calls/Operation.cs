namespace Hub.Storage.Cosmos.Calls;

/// <summary>The operations of the store, as metrics and outages name them.</summary>
internal static class Operation
{
    public const string Open = "open";
    public const string Get = "get";
    public const string Query = "query";
    public const string Count = "count";
    public const string Commit = "commit";
    public const string Counter = "counter";
    public const string Clock = "clock";
    public const string Usage = "usage";
    public const string Feed = "feed";
    public const string Watch = "watch";
    public const string EventGet = "event_get";
    public const string EventQuery = "event_query";
    public const string DeliveryAdd = "delivery_add";
    public const string DeliveryPut = "delivery_put";
    public const string DeliveryGet = "delivery_get";
    public const string DeliveryList = "delivery_list";
    public const string Purge = "purge";
    public const string Copy = "copy";
}
