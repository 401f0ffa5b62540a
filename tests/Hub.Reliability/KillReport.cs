using System.Globalization;
using System.Text;

namespace Hub.Reliability;

/// <summary>What came of a run.</summary>
internal sealed record KillReport
{
    public required int Kills { get; init; }

    public required int Seed { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Writes that the hub answered with success.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Requests whose answer a kill took away; they were made again, creations under the same Idempotency-Key.</summary>
    public required int AnswersLost { get; init; }

    /// <summary>Requests that the hub still held for running when the run ended: never acknowledged, so nothing is owed.</summary>
    public required int Unresolved { get; init; }

    /// <summary>An event of an acknowledged write, for one receiver.</summary>
    public required int Owed { get; init; }

    public required int Arrivals { get; init; }

    public required int FailedOnPurpose { get; init; }

    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Events that one receiver got under more than one delivery id.</summary>
    public required IReadOnlyList<string> Renamed { get; init; }

    public required int BadSignatures { get; init; }

    /// <summary>Arrivals of a delivery that had been acknowledged already.</summary>
    public required int Repeats { get; init; }

    /// <summary>Repeats without a kill between them and the acknowledgement.</summary>
    public required int UnexplainedRepeats { get; init; }

    /// <summary>The most deliveries that a single kill made come again.</summary>
    public required int MostRepeatsOfOneKill { get; init; }

    /// <summary>How many requests could be under way at a kill.</summary>
    public required int InFlightLimit { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        Line("Kills (SIGKILL)", Kills);
        Line("Writes acknowledged", Acknowledged);
        Line("Answers lost to a kill and asked for again", AnswersLost);
        Line("Never acknowledged", Unresolved);
        Line("Deliveries owed", Owed);
        Line("Requests that arrived", Arrivals);
        Line("  failed or dropped by the receivers on purpose", FailedOnPurpose);
        Line("Deliveries lost", Missing.Count);
        Line("Deliveries with more than one id", Renamed.Count);
        Line("Bad signatures", BadSignatures);
        Line("Repeats after an acknowledgement", Repeats);
        Line("  without a kill in between", UnexplainedRepeats);
        Line("  most at one kill", MostRepeatsOfOneKill);
        Line("  in flight at a kill, at most", InFlightLimit);
        text.Append(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:0} s, seed {Seed}");
        return text.ToString();

        void Line(string what, int count) =>
            text.AppendLine(CultureInfo.InvariantCulture, $"{what, -50}{count, 10:N0}");
    }
}
