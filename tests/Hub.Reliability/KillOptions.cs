namespace Hub.Reliability;

/// <summary>How often the hub is killed, and under what load.</summary>
/// <param name="HubDll">The hub as it was built.</param>
internal sealed record KillOptions(string HubDll, int Kills)
{
    public int Writers { get; init; } = 4;

    /// <summary>A kill comes after so many writes and arrivals at most; when exactly, chance says.</summary>
    public int MostBetweenKills { get; init; } = 120;

    /// <summary>The share of the kills that come while the hub is starting and takes up what the last one left.</summary>
    public double DuringStart { get; init; } = 0.15;

    /// <summary>Requests that may be under way to one receiver: what a kill can make come twice.</summary>
    public int InFlight { get; init; } = 16;

    /// <summary>Deliveries that an event is made into at once; the others are made by steps of the queue.</summary>
    public int FanOutTurn { get; init; } = 4096;

    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>For the whole run to get one step further; a guard against hanging, not a measure.</summary>
    public TimeSpan WaitLimit { get; init; } = TimeSpan.FromSeconds(90);
}
