namespace Hub.Domain.Subscriptions;

/// <summary>Why a subscription's own template was not used, and the shipped one was.</summary>
/// <param name="Message">In a sentence.</param>
/// <param name="Line">From 1; absent where it is of no place in the template.</param>
/// <param name="Column">From 1.</param>
/// <param name="Event">The event's name in the hub's catalogue.</param>
/// <param name="At">When it was first seen.</param>
public sealed record TemplateFault(string Message, int? Line, int? Column, string Event, DateTimeOffset At)
{
    /// <summary>Another occurrence of the same is nothing new.</summary>
    public bool IsLike(TemplateFault? other) =>
        other is not null && (Message, Line, Column, Event) == (other.Message, other.Line, other.Column, other.Event);
}
