namespace Hub.Domain.Reports;

/// <summary>
/// What is counted of tickets, each under a number that is stored and therefore never changes. Every measure adds up: over days, over
/// departments and over agents.
/// </summary>
public static class Measure
{
    public const int Created = 0;

    /// <summary>Times that a ticket came to be resolved, or closed without that.</summary>
    public const int Resolved = 1;

    /// <summary>Times that a resolved or closed ticket was opened again.</summary>
    public const int Reopened = 2;

    public const int Merged = 3;

    /// <summary>Tickets that became open, or became somebody's while open, less those that ceased to be.</summary>
    public const int Backlog = 8;

    public const int FirstResponseMet = 10;

    public const int FirstResponseBreached = 11;

    public const int ResolutionMet = 12;

    public const int ResolutionBreached = 13;

    public const int SurveysAsked = 14;

    /// <summary>Answers with the worst score; those with the others follow.</summary>
    public const int WorstScore = 15;

    /// <summary>Seconds in all until first responses; behind it, how many took how long.</summary>
    public const int FirstResponseTime = 32;

    /// <summary>Seconds in all until resolutions; behind it, how many took how long.</summary>
    public const int ResolutionTime = FirstResponseTime + DurationLength;

    /// <summary>The measures of a kind of duration: the sum, and its classes.</summary>
    public const int DurationLength = 1 + DurationClasses.Count;

    /// <summary>For people.</summary>
    public static string NameOf(int measure) =>
        measure switch
        {
            Created => "created",
            Resolved => "resolved",
            Reopened => "reopened",
            Merged => "merged",
            Backlog => "backlog",
            FirstResponseMet => "first response met",
            FirstResponseBreached => "first response breached",
            ResolutionMet => "resolution met",
            ResolutionBreached => "resolution breached",
            SurveysAsked => "surveys asked",
            >= WorstScore and < FirstResponseTime => $"surveys with score {measure - WorstScore + 1}",
            FirstResponseTime => "seconds to first response",
            ResolutionTime => "seconds to resolution",
            < ResolutionTime => $"first responses of class {measure - FirstResponseTime - 1}",
            _ => $"resolutions of class {measure - ResolutionTime - 1}",
        };
}
