using Microsoft.Extensions.Logging;

namespace Hub.Delivery;

/// <summary>
/// One line a minute of outages, whoever meets them how often: a full disk refuses every request and every step of every
/// loop, and all of them would say the same.
/// </summary>
public sealed partial class OutageLog(TimeProvider time, ILogger<OutageLog> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? saidAt;
    private int unsaid;

    /// <param name="what">What could not be done, as a sentence without its end.</param>
    public void Note(string what, Exception outage)
    {
        if (MayBeSaid() is { } before)
            Log.Outage(logger, what, outage.Message, before);
    }

    /// <summary>How many were met since the last line; nothing when that was just now.</summary>
    private int? MayBeSaid()
    {
        lock (gate)
        {
            if (saidAt is { } last && time.GetElapsedTime(last) < Interval)
            {
                unsaid++;
                return null;
            }
            var before = unsaid;
            (saidAt, unsaid) = (time.GetTimestamp(), 0);
            return before;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{What}: {Problem} (and {Before} times since the last such line)")]
        public static partial void Outage(ILogger logger, string what, string problem, int before);
    }
}
