namespace Hub.Domain.Subscriptions;

/// <summary>Events that a subscription gathers into one message: until there are so many, or so much time has passed.</summary>
/// <param name="Events">The most in a message; when there are as many, it goes out.</param>
/// <param name="Minutes">The longest that the first of them waits.</param>
/// <param name="PerRecord">Whether each message tells of one record, as of one ticket; otherwise of whatever happens.</param>
public sealed record SubscriptionDigest(int Events, int Minutes, bool PerRecord)
{
    public const int FewestEvents = 2;
    public const int MostEvents = 100;
    public const int MostMinutes = 1440;
}
