using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hub.Domain.Events;
using Hub.Errors;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Triggers;

/// <summary>From where on events are asked for.</summary>
internal sealed record RecentEvents
{
    /// <summary>What next_after was the last time; the first time it is left out, and there are no events yet.</summary>
    [FromQuery(Name = "after"), MaxLength(100)]
    public string? After { get; init; }

    /// <summary>The last event that was seen; nothing where the text is none of the hub's.</summary>
    /// <param name="now">Whoever asks for the first time begins with its minute.</param>
    public EventCursor? Read(DateTimeOffset now, FieldErrors errors)
    {
        var cursor = After is null
            ? EventCursor.At(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)))
            : EventCursor.Read(After);
        if (cursor is null)
            errors.Add("after", "Must be what next_after was the last time.");
        return errors.Any ? null : cursor;
    }
}

/// <summary>A place among events: behind the one of this time and id.</summary>
internal readonly record struct EventCursor(DateTimeOffset Time, Guid Event)
{
    public static EventCursor At(DateTimeOffset time) => new(time, Guid.Empty);

    public static EventCursor? Read(string text) =>
        text.Split('_') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var known)
            ? new EventCursor(new DateTimeOffset(at, TimeSpan.Zero), known)
            : null;

    public bool IsBefore(HubEvent happened) =>
        happened.At > Time || (happened.At == Time && happened.Id.CompareTo(Event) > 0);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.UtcTicks}_{Event:N}");
}
